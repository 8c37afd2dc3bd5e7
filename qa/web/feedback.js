// What a person says of an answer goes to the server, which keeps it, and into the conversation, which shows it.
const dialog = element.querySelector("dialog");
const field = dialog.querySelector("input");
let asked = null;

async function judge(turn, verdict, right = "") {
  try {
    await server.judge({ conversation: conversations.upTo(turn), verdict, right });
  } catch {
    return say(dialog.dataset.lost);
  }
  conversations.judge(turn, verdict);
  document.querySelectorAll(`[id^=act-][id$="-${turn}"].said`).forEach((button) => button.classList.remove("said"));
  document.getElementById(`act-${verdict}-${turn}`)?.classList.add("said");
  say(dialog.dataset.thanks);
}

acts.right = (turn) => judge(turn, "right");
acts.case = (turn) => judge(turn, "case");
acts.wrong = (turn) => {
  asked = turn;
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
};
dialog.addEventListener("close", () => dialog.returnValue === "send" && judge(asked, "wrong", field.value));
