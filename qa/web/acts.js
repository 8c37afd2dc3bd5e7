// What the buttons of the chat do, by the name in their ids (act-NAME-TURN); the parts of the page add theirs.
globalThis.acts = {
  copy: (turn, button) => copyFrom(turn, "copy", button),
  markdown: (turn, button) => copyFrom(turn, "markdown", button),
  edit(turn) {
    conversations.edit(turn);
    fillIn(conversations.exchange(turn)?.question ?? "");
  },
  correct(turn) {
    conversations.edit(turn);
    fillIn(conversations.exchange(turn)?.outcome?.question.resolved ?? "");
  },
  typed(turn) {
    acts.edit(turn);
    conversations.asTyped();
    submit();
  },
  again(turn) {
    acts.edit(turn);
    submit();
  },
};

// Ask what is in the box, once the framework has seen it.
const submit = () => requestAnimationFrame(() => document.querySelector("#ask .submit-button").click());

// A suggested question is asked by a click.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#examples .gallery-item");
  if (!button) return;
  fillIn(button.textContent.trim());
  submit();
});

async function copyFrom(turn, form, button) {
  await copyText(conversations.exchange(turn)?.copies?.[form] ?? "");
  say(document.querySelector(".yinju.says").dataset.copied);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[id^=act-]");
  const [, name, turn] = button?.id.split("-") ?? [];
  acts[name]?.(Number(turn), button);
});
