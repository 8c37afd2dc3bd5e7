// What the parts of the page share, and what the framework leaves to be done.

// Outside of this machine a page without a certificate may not write to the clipboard but by the old way.
globalThis.copyText = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

// A menu that closes when a click goes elsewhere, and by Escape.
globalThis.closeBehind = (menu) => {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target) && event.target.isConnected) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
};

// What several parts say in the page's language, and how they put a number behind a name.
globalThis.pageSays = () => document.querySelector(".yinju.says")?.dataset ?? {};
globalThis.counted = (name, count) => {
  const [before, between, behind] = (pageSays().counted ?? "{} ({})").split("{}");
  return `${before}${name}${between}${count}${behind}`;
};

// Put a question into the box, as if typed.
globalThis.fillIn = (text) => {
  const box = document.querySelector("#ask textarea");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
};

// What was typed outlives a page that is loaded anew; and the line that says things is there before it says any.
{
  const DRAFT = "yinju.draft";
  const box = () => document.querySelector("#ask textarea");
  addEventListener("pagehide", () => keeping.set(DRAFT, box()?.value ?? "", "sessionStorage"));
  const awaited = new MutationObserver(() => {
    if (!box()) return;
    awaited.disconnect();
    sayingLine();
    const draft = keeping.get(DRAFT, "sessionStorage");
    if (draft) fillIn(draft);
  });
  awaited.observe(document, { subtree: true, childList: true });
}

// Hand a file that the page was given, {name, type, base64}, to the person as a download.
globalThis.download = ({ name, type, base64 }) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

// The chat names each message by its HTML, which a screen reader would spell out; and it follows the end of a reply,
// where a person reads from its beginning.
new MutationObserver((changes) => {
  const chat = document.querySelector("#chat [role=log]");
  if (!chat) return;
  chat.querySelectorAll("[data-testid][aria-label]").forEach((message) => message.removeAttribute("aria-label"));
  const grown = changes.some((change) => change.type === "childList" && chat.contains(change.target));
  const asked = [...chat.querySelectorAll(".message-row")].findLast((row) => row.querySelector(".asked"));
  if (grown && asked) chat.scrollTop += asked.getBoundingClientRect().top - chat.getBoundingClientRect().top;
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });

// On paper nothing can be unfolded.
{
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#chat .citation:not([open])")];
    folded.forEach((citation) => { citation.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((citation) => { citation.open = false; }));
}
