// The list of conversations. On a narrow screen it is a drawer, which the button in the page's head opens.
const page = element.closest(".gradio-container");
const panel = element.querySelector(".history");
const list = panel.querySelector("ul");
const note = panel.querySelector(".note");
const find = panel.querySelector("input[type=search]");
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

const folded = (text) => text.normalize("NFKC").toLowerCase();

// Those whose title or questions have all that is looked for.
function found() {
  const wanted = folded(find.value).split(/\s+/).filter(Boolean);
  return conversations.list().filter(({ title, exchanges }) => {
    const said = wanted.length ? folded([title, ...exchanges.map(({ question }) => question)].join("\n")) : "";
    return wanted.every((word) => said.includes(word));
  });
}

function when(changed) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(changed).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days < 1) return says.today;
  if (days < 2) return says.yesterday;
  if (days < 7) return says.week;
  return new Date(changed).toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long" });
}

function draw() {
  const all = found();
  let above = "";
  list.replaceChildren(...all.map((conversation) => {
    const row = item(conversation);
    const label = when(conversation.changed);
    if (label !== above) row.dataset.when = label;
    above = label;
    return row;
  }));
  const nothing = find.value ? says.nowhere : says.empty;
  note.textContent = conversations.isFull() ? says.full : all.length ? "" : nothing;
}

function item(conversation) {
  const { id, title, changed } = conversation;
  const row = document.createElement("li");
  const open = button(title || says.untitled, () => show(() => conversations.turnTo(id)));
  open.className = "title";
  open.title = `${title}\n${new Date(changed).toLocaleString(document.documentElement.lang)}`;
  if (id === conversations.openId()) open.setAttribute("aria-current", "true");
  const rename = button("✎", () => change(row, conversation), `${says.rename}${says.colon}${title}`);
  const remove = button("×", () => takeOut(id), `${says.remove}${says.colon}${title}`);
  [rename.title, remove.title] = [says.rename, says.remove];
  row.append(open, rename, remove);
  return row;
}

function takeOut(id) {
  const wasOpen = id === conversations.openId();
  const putBack = conversations.remove(id);
  if (wasOpen) turn(conversations.startAnew);
  say(says.removed, says.undo, () => {
    putBack();
    if (wasOpen) turn(() => conversations.turnTo(id));
  });
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

// `how` changes which conversation is open; the server draws it.
function show(how) {
  turn(how);
  close();
}

function turn(how) {
  how();
  trigger("click");
}

function drawer(is) {
  page.classList.toggle("listing", is);
  document.querySelector("[data-history]")?.setAttribute("aria-expanded", String(is));
}

function close() {
  if (!page.classList.contains("listing")) return;
  drawer(false);
  opener?.focus();
}

conversations.news.addEventListener("change", draw);
conversations.news.addEventListener("late", () => trigger("click"));
find.addEventListener("input", draw);
acts.earlier = () => {
  trigger("expand");
  close();
};

// By the button in the head, or by keys: where the list stands beside the chat, it has only to be gone to.
globalThis.openHistory = (from = document.activeElement) => {
  if (!panel.checkVisibility()) {
    opener = from;
    drawer(true);
  }
  find.focus();
};

document.addEventListener("click", (event) => {
  const toggle = event.target.closest?.("[data-history]");
  if (toggle) page.classList.contains("listing") ? close() : openHistory(toggle);
  else if (!panel.contains(event.target) && event.target.isConnected) close();
});
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("li input")) return;
  event.preventDefault();
  const places = [find, ...list.querySelectorAll("button.title")];
  places[places.indexOf(event.target.closest("li")?.querySelector("button.title") ?? find) + step]?.focus();
});
draw();
