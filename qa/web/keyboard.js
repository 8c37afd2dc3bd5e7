// What the keys do: / goes to the box, Ctrl+K to the conversations, the arrow up in an empty box brings the last question
// back, Escape gives up changing one; and two links lead past all else.
const box = () => document.querySelector("#ask textarea");

// Where one types already, a key is a letter.
const typing = (target) => target.closest?.("input, textarea, [contenteditable], dialog");

function latest() {
  const reply = [...document.querySelectorAll("#chat .reply, #chat .problem")].at(-1);
  if (!reply) return box()?.focus();
  reply.tabIndex = -1;
  reply.scrollIntoView({ block: "nearest" });
  reply.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.skip");
  if (!link) return;
  event.preventDefault();
  link.dataset.to === "box" ? box()?.focus() : latest();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openHistory();
  } else if (event.key === "/" && !command && !event.altKey && !typing(event.target)) {
    event.preventDefault();
    toBox();
  } else if (event.target === box()) inBox(event);
});

globalThis.toBox = () => {
  document.querySelector("#tabs [role=tab]")?.click();
  requestAnimationFrame(() => box()?.focus());
};

function inBox(event) {
  const last = conversations.all().exchanges.at(-1)?.question;
  if (event.key === "ArrowUp" && !box().value && last) {
    event.preventDefault();
    fillIn(last);
    box().setSelectionRange(last.length, last.length);
  } else if (event.key === "Escape" && conversations.isEditing()) {
    conversations.edit(null);
    fillIn("");
  }
}

// Beside the column the wheel moves what stands in it.
document.addEventListener("wheel", (event) => {
  if (event.ctrlKey || event.target.closest?.(".main, #source, #history, dialog")) return;
  const moved = document.querySelector("#files")?.checkVisibility() ? "#files" : "#chat [role=log]";
  document.querySelector(moved)?.scrollBy({ top: event.deltaY * (event.deltaMode ? 20 : 1) });
}, { passive: true });

// Where there is a keyboard one types at once; on a phone its own would cover half of the page.
if (matchMedia("(hover: hover) and (pointer: fine)").matches && !location.hash.startsWith("#source/")) {
  const awaited = setInterval(() => {
    if (!box()) return;
    clearInterval(awaited);
    if (document.activeElement === document.body) box().focus({ preventScroll: true });
  }, 50);
}
