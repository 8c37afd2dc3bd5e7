// Which documents are asked. The choice belongs to the conversation.
const menu = element.querySelector("details");
const summary = menu.querySelector("summary");
const find = menu.querySelector("input");
const list = menu.querySelector("ul");
const says = menu.dataset;
let all = [];

// By id, with their names: one that has left the library keeps its name here.
const chosen = () => new Map(Object.entries(conversations.documents()));

function draw() {
  const names = [...chosen().values()];
  const said = names.length > 1 ? says.many.replace("{}", names.length) : (names[0] ?? says.all);
  summary.textContent = says.prefix + said;
}

function fill() {
  const wanted = find.value.toLowerCase();
  const ticked = chosen();
  const gone = [...ticked].filter(([id]) => !all.some((each) => each.id === id)).map(([id, name]) => ({ id, name }));
  const shown = [...gone, ...all].filter(({ name }) => name.toLowerCase().includes(wanted));
  list.replaceChildren(...shown.map(({ id, name }) => {
    const row = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = ticked.has(id);
    box.addEventListener("change", () => conversations.choose(id, box.checked ? name : null));
    const text = document.createElement("bdi");
    text.textContent = name;
    label.append(box, text);
    row.append(label);
    return row;
  }));
  if (!shown.length) list.textContent = says.none;
}

menu.addEventListener("toggle", async () => {
  if (!menu.open) return;
  find.value = "";
  try {
    all = await server.documents(null);
  } catch {
    list.textContent = says.lost;
    return;
  }
  fill();
});
find.addEventListener("input", fill);
menu.querySelector("button").addEventListener("click", () => {
  conversations.choose(null);
  fill();
});
closeBehind(menu);
conversations.news.addEventListener("change", draw);
draw();
