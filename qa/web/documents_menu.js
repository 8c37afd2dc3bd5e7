// A menu of documents: all of them, or those that are ticked.

// `ask` gives those that there are; `chosen` a map of those that are ticked, names by id; `choose` puts another in its
// place. Returns what says in the menu which are chosen, for when they are chosen elsewhere.
globalThis.menuOfDocuments = (menu, ask, chosen, choose) => {
  const [summary, find, list] = ["summary", "input", "ul"].map((it) => menu.querySelector(it));
  const says = menu.dataset;
  const MOST = 200; // rows that are drawn: who looks for one of more types its name
  let all = [];

  function draw() {
    const names = [...chosen().values()];
    const said = names.length > 1 ? says.many.replace("{}", names.length) : (names[0] ?? says.all);
    summary.textContent = says.prefix + said;
  }

  function turn(items, is) {
    const ticked = new Map(chosen());
    for (const { id, name } of items) is ? ticked.set(id, name) : ticked.delete(id);
    choose(ticked);
    draw();
  }

  function row(said, checked, change) {
    const made = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = checked;
    box.addEventListener("change", () => change(box.checked));
    const text = document.createElement("bdi");
    text.textContent = said;
    label.append(box, text);
    made.append(label);
    return made;
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
      const made = row(counted(folder, items.length), items.every(({ id }) => ticked.has(id)), (is) => {
        turn(items, is);
        fill();
      });
      made.className = "folder";
      return made;
    });
  }

  // One that has left the library keeps its name here.
  function fill() {
    const wanted = find.value.toLowerCase();
    const ticked = chosen();
    const gone = [...ticked].filter(([id]) => !all.some((each) => each.id === id)).map(([id, name]) => ({ id, name, folder: "" }));
    const shown = [...gone, ...all].filter(({ name, folder }) => `${folder}/${name}`.toLowerCase().includes(wanted));
    const rows = shown.slice(0, MOST).map((item) => row(item.name, ticked.has(item.id), (is) => turn([item], is)));
    list.replaceChildren(...folders(ticked, wanted), ...rows);
    if (shown.length > MOST) list.append(says.more.replace("{}", shown.length - MOST));
    if (!list.childNodes.length) list.textContent = says.none;
  }

  menu.addEventListener("toggle", async () => {
    if (!menu.open) return;
    find.value = "";
    try {
      all = await ask();
    } catch {
      list.textContent = says.lost;
      return;
    }
    fill();
  });
  find.addEventListener("input", fill);
  menu.querySelector("button").addEventListener("click", () => {
    choose(new Map());
    draw();
    fill();
  });
  closeBehind(menu);
  draw();
  return draw;
};
