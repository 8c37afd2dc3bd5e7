// A button in the table says what it does, and with which file (a key named "path" the framework takes for an upload).
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (button) trigger("click", { action: button.dataset.action, file: button.dataset.path });
});
