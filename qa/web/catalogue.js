// The table of all files: found by name, folder and format, sorted by any column, drawn as far as it is looked at.
// `server.files` gives them; a mark that the server changes says when there are others.
const view = element.querySelector(".catalogue");
const find = view.querySelector("input");
const folders = view.querySelector("[name=folder]");
const formats = view.querySelector("[name=format]");
const told = view.querySelector(".count");
const only = view.querySelector("[data-do=only]");
const body = view.querySelector("tbody");
const heads = [...view.querySelectorAll("th[data-by]")];
const says = view.dataset;
const AT_ONCE = 100; // rows that are drawn, and then again when their end is in sight
const collator = new Intl.Collator("zh-CN", { numeric: true });
let all = [];
let shown = [];
let by = "";
let down = false;
let stale = true;

const folded = (text) => text.normalize("NFKC").toLowerCase();

async function load() {
  if (!element.checkVisibility()) return; // it is when the tab is turned to
  stale = false;
  try {
    all = await server.files(null);
  } catch {
    stale = true;
    return;
  }
  options(folders, says.folders, all.map(({ folder }) => folder));
  options(formats, says.formats, all.map(({ format }) => format));
  arrange();
}

// What there is to choose from, with how many files each is; nothing to choose where there is one.
function options(select, whole, values) {
  const counts = new Map();
  values.filter(Boolean).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  const wanted = select.value;
  const made = [...counts].sort(([a], [b]) => collator.compare(a, b)).map(([value, count]) => new Option(counted(value, count), value));
  select.replaceChildren(new Option(whole, ""), ...made);
  select.value = counts.has(wanted) ? wanted : "";
  select.hidden = counts.size < 2;
}

// Those that are in a folder below it are in it too.
const within = (folder) => !folders.value || folder === folders.value || folder.startsWith(`${folders.value}/`);

function arrange() {
  const wanted = folded(find.value).split(/\s+/).filter(Boolean);
  shown = all.filter((file) => {
    const said = folded(`${file.folder}/${file.name}`);
    return wanted.every((word) => said.includes(word)) && within(file.folder) && (!formats.value || file.format === formats.value);
  });
  const value = (file) => file[by];
  const compared = (a, b) => (typeof value(a) === "number" ? value(a) - value(b) : collator.compare(value(a), value(b)));
  if (by) shown.sort((a, b) => (down ? compared(b, a) : compared(a, b)));
  else shown.sort((a, b) => b.trouble - a.trouble); // what could not be read comes first
  heads.forEach((head) => {
    if (head.dataset.by === by) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  const narrowed = shown.length < all.length;
  told.textContent = !all.length ? says.none : narrowed ? says.some.replace("{}", shown.length).replace("{}", all.length) : says.all.replace("{}", all.length);
  only.hidden = !narrowed || !shown.some(({ id }) => id);
  body.replaceChildren();
  grow();
}

function grow() {
  body.append(...shown.slice(body.childElementCount, body.childElementCount + AT_ONCE).map(row));
}

function cell(...inner) {
  const made = document.createElement("td");
  made.append(...inner);
  return made;
}

function row(file) {
  const made = document.createElement("tr");
  if (file.trouble) made.className = "trouble";
  const name = document.createElement("bdi");
  name.textContent = file.name;
  name.title = file.path;
  const acts = [];
  if (file.id) {
    const look = document.createElement("a");
    look.href = `#source/${file.id}`;
    look.textContent = says.look;
    acts.push(look);
  }
  if (file.removable) {
    const remove = document.createElement("button");
    remove.type = "button";
    remove.dataset.path = file.path;
    remove.textContent = says.remove;
    acts.push(remove);
  }
  const passages = file.passages ? file.passages.toLocaleString("zh-CN") : "";
  made.append(cell(name), ...[file.format, file.size, passages, file.read, file.state].map((text) => cell(text)), cell(...acts));
  return made;
}

// A button in the table says which file it removes (a key named "path" the framework takes for an upload).
view.addEventListener("click", (event) => {
  const remove = event.target.closest("button[data-path]");
  if (remove) trigger("click", { file: remove.dataset.path });
  const head = event.target.closest("th[data-by]");
  if (!head) return;
  const same = head.dataset.by === by;
  if (same && down) [by, down] = ["", false];
  else [by, down] = [head.dataset.by, same];
  arrange();
});
find.addEventListener("input", arrange);
[folders, formats].forEach((select) => select.addEventListener("change", arrange));
only.addEventListener("click", () => {
  conversations.chooseOnly(shown.filter(({ id }) => id).map(({ id, name }) => [id, name]));
  toBox();
});
new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && grow(), { rootMargin: "600px" })
  .observe(view.querySelector(".end"));
new IntersectionObserver((entries) => stale && entries.some(({ isIntersecting }) => isIntersecting) && load()).observe(view);
const mark = document.querySelector("#version");
new MutationObserver(() => {
  stale = true;
  load();
}).observe(mark, { subtree: true, childList: true, characterData: true, attributes: true });
load();
