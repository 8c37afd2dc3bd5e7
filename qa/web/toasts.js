// What is said for a moment at the foot of the page, and what the framework says above it.

// A screen reader is told of what comes into a line that is there already, and seldom of a line that comes with it.
function sayingLine() {
  const line = document.querySelector(".yinju.said-line") ?? document.createElement("p");
  if (line.isConnected) return line;
  line.className = "yinju said-line";
  line.setAttribute("role", "status");
  document.querySelector(".gradio-container").append(line);
  return line;
}

// For ten seconds where something can be done about what is said.
globalThis.say = (text, label = "", act = null) => {
  const line = sayingLine();
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
