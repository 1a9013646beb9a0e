// Plain Markdown in one layout: no template language runs over the lessons, which are full of braces.
export default function (config) {
  config.addGlobalData("layout", "layout.liquid");
  return { markdownTemplateEngine: false };
}
