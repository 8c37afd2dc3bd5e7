// The source view: a whole document beside the chat, its quotes marked. `server.read_document` gives its HTML; the parts
// before this one find words in it, show its pages and say where one is.

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
  const turn = ++latest;
  await leaving;
  const reading = page.classList.contains("reading");
  if (!reading) opener = document.activeElement;
  links = siblings?.length ? siblings : [hash];
  current = Math.max(links.indexOf(hash), 0);
  page.classList.add("reading");
  if (location.hash !== hash) {
    history[reading ? "replaceState" : "pushState"]({ ...history.state, source: reading ? history.state?.source : true }, "", hash);
  }
  if (shown !== wanted.id) {
    clear();
    title.textContent = says.opening;
    let made;
    try {
      made = await server.read_document(wanted.id);
    } catch {
      if (turn === latest) [shown, title.textContent] = ["", says.lost];
      return;
    }
    if (turn !== latest) return;
    fill(wanted.id, made);
  }
  mark(wanted);
  if (turn !== latest) return;
  (showsPages() ? sheets : article).focus({ preventScroll: true });
  if (pictured) showPages(wanted, turn);
}

function clear() {
  [shown, starts, headings, pictured] = ["", [], [], false];
  article.replaceChildren();
  layPages("", []);
  find.value = "";
  search();
  said.textContent = at.textContent = here.textContent = "";
  openOutline(false);
}

function fill(id, made) {
  [shown, starts, pictured] = [id, made.starts, Boolean(made.pictured)];
  title.textContent = title.title = made.name;
  article.innerHTML = made.html;
  said.textContent = made.said ?? "";
  headings = [...article.children].filter((block) => /^H\d$/.test(block.tagName));
  view.querySelector("[data-do=outline]").hidden = headings.length < 2;
  view.querySelector(".looks").hidden = !pictured;
  for (const link of view.querySelectorAll("[data-file]")) {
    link.hidden = !made[link.dataset.file];
    link.href = fileAddress(id, link.dataset.file);
    if (link.dataset.file === "look") [link.target, link.rel] = ["_blank", "noopener"];
  }
  turnTo(pictured && keeping.get("yinju.source.tab") !== "text" ? "page" : "text");
}

// Two looks of it: its pages, or the text that was read.
function turnTo(tab) {
  view.classList.toggle("by-page", tab === "page");
  pagesPanel.hidden = tab !== "page";
  article.hidden = tab === "page";
  view.querySelectorAll(".looks button").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.do === tab)));
}

const showsPages = () => view.classList.contains("by-page");

// The pages of the quote with its boxes; where there are none to be had, the text, and why.
async function showPages(wanted, turn) {
  const isCurrent = () => turn === latest && shown === wanted.id;
  try {
    if (drawnOf !== wanted.id) {
      const made = await server.read_pages(wanted.id);
      if (!isCurrent()) return;
      layPages(wanted.id, made.pages);
      if (!made.pages.length) return giveUpPages(made.said);
    }
    const pages = pagesOf(wanted.words.length ? [...wanted.words, ...wanted.quote] : wanted.quote);
    if (showsPages()) showOnPage(pages[0] ?? 1);
    if (!wanted.quote.length) return;
    const count = await drawBoxes(wanted, [...new Set(pages)], isCurrent);
    if (count) showsPages() && showOnPage(pages[0]);
    else if (count === 0 && showsPages()) giveUpPages(says.unplaced);
  } catch {
    if (isCurrent()) giveUpPages(says.lost);
  }
}

function giveUpPages(why) {
  turnTo("text");
  said.textContent = why;
  bringIntoSight();
}

// The pages that spans are on: of the first one first. A document without pages is one.
const pageAt = (offset) => starts.findLast(([start]) => start <= offset)?.[1] ?? 1;
const pagesOf = (spans) => spans.flatMap(([start, end]) => {
  const [first, last] = [pageAt(start), pageAt(end - 1)];
  return Array.from({ length: last - first + 1 }, (_, more) => first + more);
});

function mark(wanted) {
  marked.forEach((slice) => slice.replaceChildren(slice.textContent));
  marked = [];
  article.querySelectorAll("[data-number]").forEach((block) => block.removeAttribute("data-number"));
  const slices = [...article.querySelectorAll("span[data-start]")];
  links.forEach((hash, place) => {
    const other = parse(hash);
    if (other?.id !== shown) return;
    overlapping(slices, other.quote).forEach((slice) => (slice.parentElement.dataset.number ??= place + 1));
  });
  overlapping(slices, wanted.quote).forEach((slice) => {
    paint(slice, wanted);
    marked.push(slice);
  });
  found.length ? search() : sayAt();
  bringIntoSight();
}

function bringIntoSight() {
  const first = article.querySelector("mark.words") ?? article.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center", inline: "nearest" });
  else article.scrollTop = 0;
  sayHere();
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
  const parts = edges.slice(0, -1).map((edge, place) => {
    const text = letters.slice(edge, edges[place + 1]).join("");
    if (!inside(quote, edge)) return text;
    const made = document.createElement("mark");
    made.className = inside(words, edge) ? "words" : "quote";
    made.textContent = text;
    return made;
  });
  slice.replaceChildren(...parts);
}

// Look for what is typed; the first place is the one from where one reads.
function search() {
  found = find.value.trim() ? findAll(find.value.trim()) : [];
  place = found.findIndex(({ range, spans }) => (showsPages()
    ? pageAt(spans[0]?.[0] ?? 0) >= atPage
    : range.getBoundingClientRect().bottom >= article.getBoundingClientRect().top));
  if (place < 0 && found.length) place = 0;
  globalThis.CSS?.highlights?.set("found", new Highlight(...found.map(({ range }) => range)));
  globalThis.CSS?.highlights?.delete("here");
  sayAt();
  if (found.length) showHit();
  else if (showsHits && parse(location.hash)) showPages(parse(location.hash), latest); // with the quote's boxes again
  showsHits = found.length > 0;
}

function step(by) {
  if (!found.length) return;
  place = (place + by + found.length) % found.length;
  sayAt();
  showHit();
}

function showHit() {
  const { range, spans } = found[place];
  globalThis.CSS?.highlights?.set("here", new Highlight(range));
  if (!showsPages()) {
    range.startContainer.parentElement.scrollIntoView({ block: "center", inline: "nearest" });
    return;
  }
  if (!spans.length) return;
  const [turn, pages] = [latest, [...new Set(pagesOf(spans))]];
  const wanted = { id: shown, quote: [], words: spans };
  drawBoxes(wanted, pages, () => turn === latest && found[place]?.spans === spans).then(() => showOnPage(pages[0]), () => {});
}

// What the arrows step through: the places found, or else the answer's citations.
function sayAt() {
  const looking = Boolean(find.value.trim());
  const several = looking ? found.length > 1 : links.length > 1;
  at.textContent = looking ? (found.length ? `${place + 1} / ${found.length}` : says.nowhere) : several ? `${current + 1} / ${links.length}` : "";
  view.querySelectorAll("[data-do=previous], [data-do=next]").forEach((it) => (it.disabled = !several));
}

const move = (by) => (find.value.trim() ? step(by) : open(links[(current + by + links.length) % links.length], links));

function hide() {
  latest += 1;
  page.classList.remove("reading");
  openOutline(false);
  opener?.isConnected && opener.focus();
}

// What was opened is closed by the browser's own way back too; so closing goes back, where there is something to go to.
function close() {
  const pushed = history.state?.source;
  hide();
  if (!pushed) {
    history.replaceState(null, "", location.pathname + location.search);
    return;
  }
  leaving = new Promise((done) => {
    addEventListener("popstate", done, { once: true });
    setTimeout(done, 500);
  });
  history.back();
}

Object.assign(actions, {
  previous: () => move(-1),
  next: () => move(1),
  outline: listHeadings,
  copy: async () => {
    await copyText(location.href);
    globalThis.say(says.copied);
  },
  page: () => choose("page"),
  text: () => choose("text"),
  close,
});

function choose(tab) {
  keeping.set("yinju.source.tab", tab);
  said.textContent = "";
  turnTo(tab);
  if (tab === "text") bringIntoSight();
  else if (parse(location.hash)) showPages(parse(location.hash), latest);
}

view.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());
view.addEventListener("keydown", (event) => {
  if (event.key === "Escape") outline.hidden ? close() : listHeadings();
  if (event.key === "Enter" && event.target === find && !event.isComposing) step(event.shiftKey ? -1 : 1);
});
find.addEventListener("focus", () => askFolds());
find.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => askFolds().then(search), 120);
});
article.addEventListener("scroll", () => requestAnimationFrame(sayHere), { passive: true });

// The framework handles clicks on links of the chat; this comes before it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#source/"]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const origin = card.contains(link) ? previewed : link;
  if (previewFirst(link)) return;
  const all = origin?.closest(".reply")?.querySelectorAll('.citation a[href^="#source/"]') ?? [];
  open(link.getAttribute("href"), [...all].map((each) => each.getAttribute("href")));
}, true);
addEventListener("popstate", () => {
  if (parse(location.hash)) open(location.hash, links.includes(location.hash) ? links : undefined);
  else if (page.classList.contains("reading")) hide();
});
widenable();
open(location.hash);
