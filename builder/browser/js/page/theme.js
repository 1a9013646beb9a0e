// The button in the bar goes through the colours: as on this device, light, dark.
import { find } from "./elements.js";

/** @type {Record<string, string>} */ const NAMES = { "": "as on this device", light: "light", dark: "dark" };
const ORDER = Object.keys(NAMES);
const button = find(document, "button.theme");

/** @param {string} theme */
function show(theme) {
  document.documentElement.dataset.theme = theme;
  button.ariaLabel = button.title = `Colours: ${NAMES[theme]}`;
}

if (button) {
  const { theme = "" } = document.documentElement.dataset; // whatever was kept
  show(ORDER.includes(theme) ? theme : "");
  button.addEventListener("click", () => {
    const theme = ORDER[(ORDER.indexOf(/** @type {string} */ (document.documentElement.dataset.theme)) + 1) % ORDER.length];
    show(theme);
    try {
      localStorage.setItem("lessonwright:theme", theme);
    } catch {
      // Not kept: the choice holds for this page.
    }
  });
}
