// Trees [tag, attributes, ...children] → elements, of a drawing or of a table. What is already there is changed, not made
// anew: so the ball glides from place to place, and a frame costs little.

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
    if (present?.localName === child[0]) draw(present, child);
    else {
      const made = document.createElementNS(element.namespaceURI, child[0]);
      draw(made, child);
      if (present) present.replaceWith(made);
      else element.append(made);
    }
  });
  while (element.children.length > children.length) element.lastElementChild.remove();
}

// The tree that an element was drawn from.
export function treeOf(element) {
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  const inside = element.firstElementChild ? [...element.children].map(treeOf) : [element.textContent];
  return [element.localName, attributes, ...inside.filter((child) => child !== "")];
}
