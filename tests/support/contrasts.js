// Contrast (as WCAG counts it) and place of every text that shows on a page.
() => {
  /** @typedef {number[]} Colour red, green and blue, each 0 to 1, and perhaps how opaque it is */
  const canvas = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  /** @type {(colour: string) => Colour} */
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((each) => each / 255);
  };
  /** @type {(top: Colour, below: Colour) => Colour} */
  const over = (top, below) => below.map((each, i) => top[i] * top[3] + each * (1 - top[3]));
  /** @type {(element: Element?) => Colour} */
  const behind = (element) => {
    const colour = rgba(element ? getComputedStyle(element).backgroundColor : canvasColour);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element?.parentElement ?? null));
  };
  const linear = (/** @type {number} */ part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (/** @type {Colour} */ [red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const canvasColour = getComputedStyle(probe).backgroundColor;
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.nodeValue).join("");
    if (!text.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest("script, .katex-mathml, .skip, [aria-disabled=true], :disabled")) continue;
    const style = getComputedStyle(element);
    const below = behind(element);
    const ink = light(over(rgba(element instanceof SVGElement ? style.fill : style.color), below));
    const [high, low] = [ink, light(below)].sort((a, b) => b - a);
    found.push([(high + 0.05) / (low + 0.05), `${element.tagName}.${element.className}: ${text.trim().slice(0, 40)}`]);
  }
  return found;
}
