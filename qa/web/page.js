// How much of the window is seen: a phone's keyboard covers a part of it, which not every browser takes off the window.
{
  const root = document.documentElement;
  const measure = () => {
    const { height, scale } = globalThis.visualViewport ?? { height: innerHeight, scale: 1 };
    const seen = Math.round(height * scale);
    root.style.setProperty("--seen", `${seen}px`);
    root.classList.toggle("low", seen < 760);
    root.classList.toggle("short", seen < 440);
  };
  measure();
  (globalThis.visualViewport ?? globalThis).addEventListener("resize", measure);
  const meta = document.querySelector("meta[name=viewport]");
  if (meta) meta.content += ", interactive-widget=resizes-content";
}

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

// A line at the foot of the page for a moment; for ten seconds where something can be done about what it says.
globalThis.say = (text, label = "", act = null) => {
  let line = document.querySelector(".yinju.said-line");
  if (!line) {
    line = document.createElement("p");
    line.className = "yinju said-line";
    line.setAttribute("role", "status");
    document.querySelector(".gradio-container").append(line);
  }
  line.textContent = text;
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      line.textContent = "";
      act();
    });
    line.append(button);
  }
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { line.textContent = ""; }, act ? 10_000 : 4000);
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

// Put a question into the box, as if typed.
globalThis.fillIn = (text) => {
  const box = document.querySelector("#ask textarea");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
};

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
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[id^=act-]");
  const [, name, turn] = button?.id.split("-") ?? [];
  acts[name]?.(Number(turn), button);
});

// The framework says in English that the server is gone, and loads the page anew when it is back; and that too many
// are asking.
new MutationObserver(() => {
  const { lost, trouble, busy } = document.querySelector(".yinju.says")?.dataset ?? {};
  for (const toast of lost ? document.querySelectorAll(".toast-body.error") : []) {
    const [title, text] = [toast.querySelector(".toast-title"), toast.querySelector(".toast-message-text")];
    if (title && title.textContent.trim() !== trouble) title.textContent = trouble;
    if (/connection/i.test(text?.textContent)) text.textContent = lost;
    if (/queue is full/i.test(text?.textContent)) text.textContent = busy;
  }
}).observe(document, { subtree: true, childList: true });

// What was typed outlives that.
{
  const DRAFT = "yinju.draft";
  const box = () => document.querySelector("#ask textarea");
  addEventListener("pagehide", () => keeping.set(DRAFT, box()?.value ?? "", "sessionStorage"));
  const awaited = new MutationObserver(() => {
    if (!box()) return;
    awaited.disconnect();
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
