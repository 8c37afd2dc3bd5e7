// A button in the table says what it does, and with which file (a key named "path" the framework takes for an upload).
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  trigger("click", { action: button.dataset.action, file: button.dataset.path });
  // What is shown already does not change; what is new scrolls itself into sight.
  if (button.dataset.action === "preview") document.getElementById("preview").scrollIntoView();
});
