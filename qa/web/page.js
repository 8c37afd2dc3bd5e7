document.documentElement.lang = "zh-CN";

// A citation's number opens it: the browser's own jump would leave it folded, and leave the page under another address.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.cite");
  const citation = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!citation) return;
  event.preventDefault();
  citation.open = true;
  citation.scrollIntoView({ block: "nearest" });
  citation.querySelector("summary").focus({ preventScroll: true });
}, true);

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
