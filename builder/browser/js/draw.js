// SVG trees [tag, attributes, ...children] → elements. What is already there is changed, not made
// anew: so the ball glides from place to place, and a frame costs little.
const SVG = "http://www.w3.org/2000/svg";

export function draw(element, [, attributes, ...children]) {
  for (const { name } of [...element.attributes]) {
    if (!(name in attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (children.every((child) => typeof child === "string")) {
    const text = children.join("");
    if (element.textContent !== text || element.firstElementChild) element.textContent = text;
    return;
  }
  children.forEach((child, index) => {
    const present = element.children[index];
    if (present?.tagName === child[0]) draw(present, child);
    else {
      const made = document.createElementNS(SVG, child[0]);
      draw(made, child);
      if (present) present.replaceWith(made);
      else element.append(made);
    }
  });
  while (element.children.length > children.length) element.lastElementChild.remove();
}

// A recording keeps each different node once and names it by its number: see recording.py.
export function readRecording(text) {
  const { nodes, frames } = JSON.parse(text);
  // A node comes after its children, so these are whole already when it names them.
  for (const node of nodes) {
    for (let index = 2; index < node.length; index++) {
      if (typeof node[index] === "number") node[index] = nodes[node[index]];
    }
  }
  for (const frame of frames) {
    for (const name in frame.drawings) frame.drawings[name] = nodes[frame.drawings[name]];
  }
  return frames;
}
