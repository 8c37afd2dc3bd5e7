// The menu closes behind a choice as well.
const menu = element.querySelector("details");
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-form]");
  if (!button) return;
  menu.open = false;
  const address = location.origin + location.pathname;
  download(await server.export({ conversation: conversations.all(), form: button.dataset.form, address }));
});
closeBehind(menu);
