// Plain Markdown in one layout: no template language runs over the lessons, which are full of braces.
/** @param {{addGlobalData(name: string, value: string): void}} config */
export default function (config) {
  config.addGlobalData("layout", "layout.liquid");
  return { markdownTemplateEngine: false };
}
