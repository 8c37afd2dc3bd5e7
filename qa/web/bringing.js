// What is brought to the library is looked at before it is sent, a folder with all that lies in it: the framework says
// in English, and of all files at once, that one of them is none. What is fine it gets, so many at a time.
const refused = element.querySelector(".problem");
const list = refused.querySelector("ul");
const line = element.querySelector(".pending");
const folder = element.querySelector("input[type=file]");
const says = element.querySelector(".bringing").dataset;
const endings = new Set(says.endings.split(" "));
const outdated = new Map(says.outdated.split(" ").map((pair) => pair.split(":")));
const AT_ONCE = 50;
const place = () => document.querySelector("#upload");
const input = () => place()?.querySelector("input[type=file]");
let own = false; // whether a change of the framework's input is this script's
let waiting = [];

const ending = (name) => (name.match(/\.[^.]+$/)?.[0] ?? "").toLowerCase();

// Why a file is not to be sent; "" where it may be.
function objection({ name, size }) {
  const kind = ending(name);
  if (outdated.has(kind)) return says.old.replace("{}", kind).replace("{}", outdated.get(kind));
  if (!endings.has(kind)) return says.unknown.replace("{}", kind || name);
  if (size > Number(says.most)) return says.large.replace("{}", (Number(says.most) / 1e6).toFixed(0));
  return size ? "" : says.blank;
}

// Files that a system keeps for itself are nothing that a person brings.
const hidden = (name) => /^(?:\.|~\$)|^(?:thumbs\.db|desktop\.ini)$/i.test(name);

function bring(files) {
  const wrong = files.map((file) => [file, objection(file)]).filter(([, why]) => why);
  list.replaceChildren(...wrong.map(([file, why]) => {
    const made = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.webkitRelativePath || file.name;
    made.append(name, pageSays().colon, why);
    return made;
  }));
  refused.hidden = !wrong.length;
  waiting.push(...files.filter((file) => !objection(file)));
  send();
}

function send() {
  line.hidden = !waiting.length;
  if (!waiting.length) return;
  line.textContent = says.sending.replace("{}", waiting.length);
  const field = input();
  if (!field) return void setTimeout(send, 200); // it is at those before
  const given = new DataTransfer();
  waiting.splice(0, AT_ONCE).forEach((file) => given.items.add(file));
  own = true;
  field.files = given.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  own = false;
  setTimeout(send, 500);
}

document.addEventListener("change", (event) => {
  if (own || event.target !== input()) return;
  event.stopImmediatePropagation();
  const files = [...event.target.files];
  event.target.value = "";
  bring(files);
}, true);
folder.addEventListener("change", () => {
  const files = [...folder.files].filter(({ name }) => !hidden(name));
  folder.value = "";
  bring(files);
});
document.addEventListener("drop", async (event) => {
  if (!place()?.contains(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  bring(entries.length ? (await Promise.all(entries.map(within))).flat() : files);
}, true);

// The files below an entry of what was dropped.
async function within(entry) {
  if (hidden(entry.name)) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length; ) found.push(...some);
  return (await Promise.all(found.map(within))).flat();
}
