// The figure that all rivals share, drawn at once; whoever can compute steps calls connect(step),
// where step(x, count) gives "x f(x) f'(x)" after so many steps. The first answer makes it live.
const START = 2.2;
const figure = /** @type {HTMLElement} */ (document.getElementById("descent"));

/** @param {number} x */
function height(x) {
  return 0.4 * x ** 4 - 2 * x ** 2 + 0.5 * x + 2;
}

/** @param {number} x */
function slope(x) {
  return 1.6 * x ** 3 - 4 * x + 0.5;
}

/** @param {number} x */
function across(x) {
  return 20 + ((x + 2.7) / 5.4) * 600;
}

/** @param {number} y */
function down(y) {
  return 300 - ((y + 2) / 12) * 280;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function drawCurve() {
  const points = Array.from({ length: 217 }, (_, at) => -2.7 + at / 40);
  const path = points.map((x) => `${across(x).toFixed(1)} ${down(height(x)).toFixed(1)}`).join("L");
  const picture = element("svg", { viewBox: "0 0 640 320", role: "img", "aria-label": "The curve and the ball" });
  picture.append(
    element("line", { class: "axis", x1: 20, x2: 620, y1: down(0), y2: down(0) }),
    element("line", { class: "axis", x1: across(0), x2: across(0), y1: 10, y2: 310 }),
    element("path", { class: "curve", d: `M${path}` }),
    element("circle", { class: "ball", r: 8 }),
  );
  find(".picture").append(picture);
}

/** @param {string} selector */
function find(selector) {
  return /** @type {Element} */ (figure.querySelector(selector));
}

/** @param {number} x @param {number} fx @param {number} dfx @param {number} steps */
function show(x, fx, dfx, steps) {
  const readouts = { x: x.toFixed(4), fx: fx.toFixed(4), dfx: dfx.toFixed(4), steps: String(steps) };
  for (const [name, text] of Object.entries(readouts)) find(`output[name="${name}"]`).textContent = text;
  find(".ball").setAttribute("transform", `translate(${across(x)} ${down(fx)})`);
}

/** @param {(x: number, count: number) => string | Promise<string>} step */
async function connect(step) {
  const button = /** @type {HTMLButtonElement} */ (find("button"));
  let steps = 0;
  let [x] = (await step(START, 0)).split(" ").map(Number);
  figure.dataset.state = "live";
  button.addEventListener("click", async () => {
    const [next, fx, dfx] = (await step(x, 1)).split(" ").map(Number);
    x = next;
    show(x, fx, dfx, ++steps);
  });
  button.disabled = false;
}

drawCurve();
show(START, height(START), slope(START), 0);
