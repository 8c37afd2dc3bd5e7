// The menu closes behind a choice, and when the focus or a click goes elsewhere.
const menu = element.querySelector("details");
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-form]");
  if (!button) return;
  menu.open = false;
  download(await server.export({ conversation: conversations.all(), form: button.dataset.form }));
});
document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
