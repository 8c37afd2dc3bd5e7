// A button in the table says which file it removes (a key named "path" the framework takes for an upload).
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-path]");
  if (button) trigger("click", { file: button.dataset.path });
});
