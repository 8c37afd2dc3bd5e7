// The list of conversations. On a narrow screen it is a drawer, which the button in the page's head opens.
const page = element.closest(".gradio-container");
const panel = element.querySelector(".history");
const list = panel.querySelector("ul");
const note = panel.querySelector(".note");
const says = panel.dataset;
let opener = null;

function button(text, act, label = text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function draw() {
  const all = conversations.list();
  list.replaceChildren(...all.map(item));
  note.textContent = conversations.isFull() ? says.full : all.length ? "" : says.empty;
}

function item(conversation) {
  const { id, title } = conversation;
  const row = document.createElement("li");
  const open = button(title || says.untitled, () => show(() => conversations.turnTo(id)));
  open.className = "title";
  if (id === conversations.openId()) open.setAttribute("aria-current", "true");
  const rename = button("✎", () => change(row, conversation), `${says.rename}：${title}`);
  const remove = button("×", () => {
    if (!remove.classList.contains("sure")) {
      remove.classList.add("sure");
      remove.textContent = says.removing;
      remove.addEventListener("blur", draw, { once: true });
      return;
    }
    conversations.remove(id);
    if (id === conversations.openId()) show(conversations.startAnew);
  }, `${says.remove}：${title}`);
  [rename.title, remove.title] = [says.rename, says.remove];
  row.append(open, rename, remove);
  return row;
}

// The title becomes a field; Enter and leaving it keep what was typed, Escape does not.
function change(row, { id, title }) {
  const field = document.createElement("input");
  field.value = title;
  field.setAttribute("aria-label", says.rename);
  row.replaceChildren(field);
  field.focus();
  field.select();
  let kept = false;
  const keep = () => {
    if (!kept) conversations.rename(id, field.value);
    kept = true;
    draw();
  };
  field.addEventListener("blur", keep);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") keep();
    if (event.key === "Escape") { event.stopPropagation(); kept = true; draw(); }
  });
}

// `turn` changes which conversation is open; the server draws it.
function show(turn) {
  turn();
  trigger("click");
  close();
}

function close() {
  if (!page.classList.contains("listing")) return;
  page.classList.remove("listing");
  opener?.focus();
}

conversations.news.addEventListener("change", draw);
acts.earlier = () => show(conversations.showEarlier);

// By the button in the head, or by keys: where the list stands beside the chat, it has only to be gone to.
globalThis.openHistory = (from = document.activeElement) => {
  if (!panel.checkVisibility()) {
    opener = from;
    page.classList.add("listing");
  }
  (panel.querySelector("input") ?? list.querySelector("button"))?.focus();
};

document.addEventListener("click", (event) => {
  const toggle = event.target.closest?.("[data-history]");
  if (toggle) page.classList.contains("listing") ? close() : openHistory(toggle);
  else if (!panel.contains(event.target) && event.target.isConnected) close();
});
panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
draw();
