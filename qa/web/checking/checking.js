// The tab that checks a text. `server.begin` takes it, `server.look` says how far it is and in the end what came of it.
const view = element.querySelector(".checking");
const says = view.dataset;
const box = view.querySelector("textarea");
const input = view.querySelector("input[type=file]");
const chosen = view.querySelector(".chosen");
const only = view.querySelector(".only input");
const [go, stop] = ["button.go", "button.stop"].map((it) => view.querySelector(it));
const progress = view.querySelector(".progress");
const result = view.querySelector(".result");
const heard = view.querySelector(".heard"); // what a screen reader is told: only what changes, not each sentence
const KEY = "yinju.check";
const EVERY = 700; // milliseconds between two looks
let file = null;
let id = ""; // of the check that is shown or runs
let shown = ""; // the standing that alone is shown, "" for all

// What is to be checked: a file, or what stands in the box.
function take(taken) {
  file = taken ?? null;
  chosen.hidden = !file;
  chosen.querySelector("bdi").textContent = file?.name ?? "";
  box.disabled = Boolean(file);
  input.value = "";
}

const read = (taken) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.onerror = reject;
  reader.readAsDataURL(taken);
});

function fail(text) {
  const line = document.createElement("div");
  line.className = "yinju problem";
  line.textContent = text;
  result.replaceChildren(line);
  heard.textContent = text;
}

function run(running) {
  go.disabled = running;
  stop.hidden = !running;
  progress.hidden = !running;
  if (!running) progress.replaceChildren();
}

async function begin() {
  run(true);
  result.replaceChildren();
  shown = "";
  const sent = { text: file ? "" : box.value, documents: [...against.keys()], only: only.checked };
  try {
    if (file) [sent.name, sent.base64] = [file.name, await read(file)];
  } catch {
    run(false);
    return fail(says.unreadable);
  }
  try {
    const begun = await server.begin(sent);
    id = begun.id;
    remember();
    if (id) return await follow();
    showResult(begun.html);
  } catch {
    fail(says.lost);
  }
  run(false);
}

function showResult(html) {
  result.innerHTML = html;
  heard.textContent = result.querySelector("header") ? says.done : result.textContent;
}

// Until it is done; what comes for a check that another has taken the place of is left.
async function follow() {
  const followed = id;
  run(true);
  heard.textContent = says.running;
  for (;;) {
    let state;
    try {
      state = await server.look(followed);
    } catch {
      if (followed === id) { run(false); fail(says.lost); }
      return;
    }
    if (followed !== id) return;
    if (!state.running) {
      run(false);
      showResult(state.html);
      return;
    }
    progress.innerHTML = state.html;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

// A check outlives a reload of its page.
const remember = () => keeping.set(KEY, id, "sessionStorage");

async function show(number, from) {
  const beside = result.querySelector(".beside");
  try {
    beside.innerHTML = await server.beside({ id, number });
  } catch {
    beside.textContent = says.lost;
  }
  result.querySelectorAll(".open").forEach((it) => it.classList.remove("open"));
  result.querySelectorAll(`[data-claim="${number}"]`).forEach((it) => it.classList.add("open"));
  beside.scrollTop = 0;
  result.querySelector(`mark[data-claim="${number}"]`).scrollIntoView({ block: "nearest" });
  from?.focus({ preventScroll: true });
}

// The claims that stand in one way alone, or all again.
function filter(standing) {
  shown = shown === standing ? "" : standing;
  result.querySelectorAll("[data-only]").forEach((it) => it.setAttribute("aria-pressed", it.dataset.only === shown));
  const views = result.querySelector(".views");
  if (shown) views.dataset.shown = shown;
  else delete views.dataset.shown;
}

function turnTo(name) {
  result.querySelectorAll("[data-view]").forEach((it) => it.setAttribute("aria-pressed", it.dataset.view === name));
  ["text", "table"].forEach((it) => { result.querySelector(`.views > .${it}`).hidden = it !== name; });
}

result.addEventListener("click", async (event) => {
  const { target } = event;
  if (target.closest("a")) return;
  const button = target.closest("button");
  if (button?.dataset.only) return filter(button.dataset.only);
  if (button?.dataset.view) return turnTo(button.dataset.view);
  if (button?.dataset.form) {
    try {
      const made = await server.export({ id, form: button.dataset.form });
      if (made.name) download(made);
    } catch {
      say(says.lost);
    }
    return;
  }
  const claim = target.closest("[data-claim]");
  if (!claim || String(getSelection())) return;
  if (claim.closest(".table")) turnTo("text");
  const { claim: number } = claim.dataset;
  show(Number(number), button && result.querySelector(`.text button[data-claim="${number}"]`));
});

go.addEventListener("click", begin);
stop.addEventListener("click", () => server.stop(id).catch(() => say(says.lost)));
input.addEventListener("change", () => input.files.length && take(input.files[0]));
chosen.querySelector("button").addEventListener("click", () => take(null));
view.querySelector(".box").addEventListener("dragover", (event) => event.preventDefault());
view.querySelector(".box").addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});

// The documents to check against, by id with their names: none for all.
let against = new Map();
menuOfDocuments(view.querySelector(".scope"), () => server.documents(null), () => against, (ticked) => { against = ticked; });
run(false);
id = keeping.get(KEY, "sessionStorage") ?? "";
if (id) follow();
