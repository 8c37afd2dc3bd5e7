// The source view: a whole document beside the chat, its quotes marked, its text searched. `server.read_document` gives its HTML.
const page = element.closest(".gradio-container");
const view = element.querySelector(".source");
const article = view.querySelector("article");
const title = view.querySelector("h2");
const at = view.querySelector(".at");
const find = view.querySelector("input");
const says = view.dataset;
let shown = ""; // the id of the document in the article
let latest = 0; // the number of the last opening: what comes late for an earlier one is left
let links = []; // the addresses of the answer's citations
let current = 0;
let opener = null; // where the focus was
let marked = [];
let found = [];
let place = -1;

// "source/ID/310-371+400-420/337-346"; highlights may lack. Null for any other address.
function parse(hash) {
  const parts = hash.replace(/^#/, "").split("/");
  if (parts[0] !== "source" || !/^[0-9a-f]{16}$/.test(parts[1] ?? "")) return null;
  const spans = (text) => [...(text ?? "").matchAll(/(\d+)-(\d+)/g)].map((m) => [Number(m[1]), Number(m[2])]);
  return { id: parts[1], quote: spans(parts[2]), words: spans(parts[3]) };
}

async function open(hash, siblings) {
  const wanted = parse(hash);
  if (!wanted) return;
  const number = ++latest;
  if (!page.classList.contains("reading")) opener = document.activeElement;
  links = siblings?.length ? siblings : [hash];
  current = Math.max(links.indexOf(hash), 0);
  page.classList.add("reading");
  if (location.hash !== hash) history.replaceState(null, "", hash);
  if (shown !== wanted.id) {
    article.replaceChildren();
    title.textContent = says.opening;
    let made;
    try {
      made = await server.read_document(wanted.id);
    } catch {
      if (number === latest) [shown, title.textContent] = ["", says.lost];
      return;
    }
    if (number !== latest) return;
    shown = wanted.id;
    title.textContent = made.name;
    article.innerHTML = made.html;
    search();
  }
  mark(wanted);
  number === latest && article.focus({ preventScroll: true });
}

function mark(wanted) {
  marked.forEach((slice) => slice.replaceChildren(slice.textContent));
  marked = [];
  article.querySelectorAll("[data-number]").forEach((block) => block.removeAttribute("data-number"));
  const slices = [...article.querySelectorAll("span[data-start]")];
  links.forEach((hash, number) => {
    const other = parse(hash);
    if (other?.id !== shown) return;
    overlapping(slices, other.quote).forEach((slice) => (slice.parentElement.dataset.number ??= number + 1));
  });
  overlapping(slices, wanted.quote).forEach((slice) => {
    paint(slice, wanted);
    marked.push(slice);
  });
  at.textContent = links.length > 1 ? `${current + 1} / ${links.length}` : "";
  view.querySelectorAll("[data-do=previous], [data-do=next]").forEach((it) => (it.disabled = links.length < 2));
  const first = article.querySelector("mark.words") ?? article.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center" });
  else article.scrollTop = 0;
}

const overlapping = (slices, spans) =>
  slices.filter(({ dataset }) => spans.some(([start, end]) => start < dataset.end && dataset.start < end));

// Offsets count code points, as the documents do; JavaScript's own count pairs of surrogates as two.
function paint(slice, { quote, words }) {
  const letters = Array.from(slice.textContent);
  const start = Number(slice.dataset.start);
  const cuts = [...quote, ...words].flat().map((offset) => offset - start);
  const inner = cuts.filter((offset) => offset > 0 && offset < letters.length);
  const edges = [...new Set([0, ...inner, letters.length])].sort((a, b) => a - b);
  const inside = (spans, offset) => spans.some(([low, high]) => low <= start + offset && start + offset < high);
  const parts = edges.slice(0, -1).map((edge, number) => {
    const text = letters.slice(edge, edges[number + 1]).join("");
    if (!inside(quote, edge)) return text;
    const made = document.createElement("mark");
    made.className = inside(words, edge) ? "words" : "quote";
    made.textContent = text;
    return made;
  });
  slice.replaceChildren(...parts);
}

// Every place of what is looked for, also across a mended break: the texts of a block are searched as one.
function search() {
  const wanted = find.value.toLowerCase();
  found = [];
  place = -1;
  for (const block of wanted ? article.children : []) {
    const texts = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    const whole = texts.map((text) => text.data).join("").toLowerCase();
    for (let from = whole.indexOf(wanted); from >= 0; from = whole.indexOf(wanted, from + wanted.length)) {
      found.push(range(texts, from, from + wanted.length));
    }
  }
  globalThis.CSS?.highlights?.set("found", new Highlight(...found));
  at.textContent = wanted ? (found.length ? `${found.length} ${says.places}` : says.nowhere) : "";
}

function range(texts, from, to) {
  const made = document.createRange();
  let passed = 0;
  for (const text of texts) {
    const end = passed + text.length;
    if (passed <= from && from < end) made.setStart(text, from - passed);
    if (passed < to && to <= end) made.setEnd(text, to - passed);
    passed = end;
  }
  return made;
}

function step(by) {
  if (!found.length) return;
  place = (place + by + found.length) % found.length;
  at.textContent = `${place + 1} / ${found.length}`;
  globalThis.CSS?.highlights?.set("here", new Highlight(found[place]));
  found[place].startContainer.parentElement.scrollIntoView({ block: "center" });
}

function close() {
  latest += 1;
  page.classList.remove("reading");
  history.replaceState(null, "", location.pathname + location.search);
  opener?.isConnected && opener.focus();
}

const actions = {
  previous: () => open(links[(current - 1 + links.length) % links.length], links),
  next: () => open(links[(current + 1) % links.length], links),
  copy: async () => {
    await copyText(location.href);
    at.textContent = says.copied;
  },
  close,
};

view.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());
view.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  if (event.key === "Enter" && event.target === find) step(event.shiftKey ? -1 : 1);
});
find.addEventListener("input", search);

// The framework handles clicks on links of the chat; this comes before it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#source/"]');
  if (!link) return;
  event.preventDefault();
  const all = link.closest(".reply")?.querySelectorAll('.citation a[href^="#source/"]') ?? [];
  open(link.getAttribute("href"), [...all].map((each) => each.getAttribute("href")));
}, true);
addEventListener("hashchange", () => open(location.hash));
open(location.hash);
