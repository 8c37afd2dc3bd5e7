// Which documents are asked. The choice belongs to the conversation.
const menu = element.querySelector("details");
const summary = menu.querySelector("summary");
const find = menu.querySelector("input");
const list = menu.querySelector("ul");
const says = menu.dataset;
const MOST = 200; // rows that are drawn: who looks for one of more types its name
let all = [];

// By id, with their names: one that has left the library keeps its name here.
const chosen = () => new Map(Object.entries(conversations.documents()));

function draw() {
  const names = [...chosen().values()];
  const said = names.length > 1 ? says.many.replace("{}", names.length) : (names[0] ?? says.all);
  summary.textContent = says.prefix + said;
}

function tick(said, checked, change) {
  const row = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("change", () => change(box.checked));
  const text = document.createElement("bdi");
  text.textContent = said;
  label.append(box, text);
  row.append(label);
  return row;
}

// A folder stands for all that lies in it, at whatever depth; one of a single document is said by that.
function folders(ticked, wanted) {
  const inside = new Map();
  for (const item of all) {
    const parts = item.folder.split("/");
    for (let depth = parts.length; depth; depth -= 1) {
      const folder = parts.slice(0, depth).join("/");
      if (!inside.has(folder)) inside.set(folder, []);
      inside.get(folder).push(item);
    }
  }
  const found = [...inside].filter(([folder, items]) =>
    folder && items.length > 1 && items.length < all.length && folder.toLowerCase().includes(wanted));
  return found.sort(([a], [b]) => a.localeCompare(b, "zh-CN")).map(([folder, items]) => {
    const row = tick(`${folder}（${items.length}）`, items.every(({ id }) => ticked.has(id)), (is) => {
      if (is) conversations.chooseOnly(items.map(({ id, name }) => [id, name]), true);
      else conversations.leaveOut(new Set(items.map(({ id }) => id)));
      fill();
    });
    row.className = "folder";
    return row;
  });
}

function fill() {
  const wanted = find.value.toLowerCase();
  const ticked = chosen();
  const gone = [...ticked].filter(([id]) => !all.some((each) => each.id === id)).map(([id, name]) => ({ id, name }));
  const shown = [...gone, ...all].filter(({ name, folder }) => `${folder}/${name}`.toLowerCase().includes(wanted));
  const rows = shown.slice(0, MOST).map(({ id, name }) =>
    tick(name, ticked.has(id), (is) => conversations.choose(id, is ? name : null)));
  list.replaceChildren(...folders(ticked, wanted), ...rows);
  if (shown.length > MOST) list.append(says.more.replace("{}", shown.length - MOST));
  if (!list.childNodes.length) list.textContent = says.none;
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
