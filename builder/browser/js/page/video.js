// A video that lies elsewhere is framed when the reader asks for it, and nothing is fetched before.
for (const button of document.querySelectorAll("button[data-embed]")) {
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = button.dataset.embed;
    frame.title = button.textContent;
    frame.allow = "fullscreen; picture-in-picture";
    button.replaceWith(frame);
    frame.focus();
  });
}
