// The pages of the file as they look, one below the other, drawn by the server as they come into sight, with the boxes of
// the quote on them.
const pagesPanel = view.querySelector(".pages");
const sheets = pagesPanel.querySelector(".sheets");
const number = pagesPanel.querySelector(".number");
const ZOOMS = [1, 1.25, 1.5, 2, 3];
const DRAWN = [800, 1200, 1600, 2400, 3200]; // pixels that pages are drawn wide
const NEAR = 3; // pages to either side that stay drawn
const LEGIBLE = 540; // pixels from which on a page that is as wide can be read
const ASIDE = 16; // pixels beside a page
let zoom = 0;
let chosen = false; // whether someone has said how large pages are to be
let sizes = []; // of each page: width, height, and what the file calls it
let printed = new Map(); // the numbers that stand on pages, where they are known
let drawnOf = ""; // the id of the document whose pages these are
let atPage = 0; // the page in sight, counted from 1
let watcher = null;

const fileAddress = (id, rest) => `${location.pathname.replace(/\/?$/, "/")}source/${id}/${rest}`;
const sheetOf = (page) => sheets.children[page - 1];

// Lay out the pages of a document; how they look comes later.
function layPages(id, pages) {
  watcher?.disconnect();
  if (!chosen) setZoom(ZOOMS.findIndex((each) => view.clientWidth * each >= LEGIBLE));
  [drawnOf, sizes, printed, atPage] = [id, pages, new Map(), 0];
  sheets.replaceChildren(...pages.map(([width, height], place) => {
    const sheet = document.createElement("figure");
    sheet.dataset.page = place + 1;
    sheet.style.aspectRatio = `${width} / ${height}`;
    return sheet;
  }));
  sheets.dataset.says = id ? "" : says.opening;
  pagesPanel.querySelector(".of").textContent = `/ ${pages.length}`;
  watcher = new IntersectionObserver(look, { root: sheets, rootMargin: "100% 0px" });
  [...sheets.children].forEach((sheet) => watcher.observe(sheet));
}

// What comes near is drawn, and what is far is let go.
function look(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) draw(target);
    else if (Math.abs(target.dataset.page - atPage) > NEAR) target.querySelector("img")?.remove();
  }
}

function draw(sheet) {
  const wanted = sheet.clientWidth * Math.min(devicePixelRatio, 2);
  const width = DRAWN.find((each) => each >= wanted) ?? DRAWN.at(-1);
  const before = sheet.querySelector("img");
  if (before && Number(before.dataset.width) >= width) return;
  const image = new Image();
  image.dataset.width = width;
  image.alt = says.page.replace("{}", sheet.dataset.page);
  image.decoding = "async";
  const address = fileAddress(drawnOf, `${sheet.dataset.page}.webp?width=${width}`);
  if (!before) sheet.dataset.says = says.drawing;
  image.addEventListener("load", () => {
    before?.remove();
    delete sheet.dataset.says;
  });
  image.addEventListener("error", async () => {
    image.remove();
    const reply = await fetch(address).catch(() => null);
    sheet.dataset.says = !reply ? says.lost : reply.ok ? "" : await reply.text();
  });
  image.src = address;
  sheet.append(image);
}

// Draw the boxes of spans on the pages where they are. Gives how many there are, null where another came meanwhile.
async function drawBoxes(wanted, pages, isCurrent) {
  const text = (spans) => spans.map((span) => span.join("-")).join("+");
  const replies = await Promise.all(pages.map((page) =>
    server.read_boxes({ id: wanted.id, number: page, quote: text(wanted.quote), words: text(wanted.words) })));
  if (!isCurrent()) return null;
  sheets.querySelectorAll(".box").forEach((box) => box.remove());
  let count = 0;
  replies.forEach((reply, place) => {
    if (reply.printed) printed.set(pages[place], reply.printed);
    for (const kind of ["quote", "words"]) for (const [left, top, right, bottom] of reply[kind]) {
      const box = document.createElement("i");
      box.className = `box ${kind}`;
      const share = (value) => `${(100 * value).toFixed(3)}%`;
      Object.assign(box.style, { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) });
      sheetOf(pages[place])?.append(box);
      count += 1;
    }
  });
  sayPage();
  return count;
}

// Bring the first box, or the top of a page, into sight.
function showOnPage(page) {
  const sheet = sheetOf(page);
  if (!sheet) return;
  const box = sheet.querySelector(".box.words") ?? sheet.querySelector(".box");
  const top = sheet.offsetTop - sheets.offsetTop;
  const within = box ? (parseFloat(box.style.top) / 100) * sheet.clientHeight - sheets.clientHeight / 3 : 0;
  const right = box ? box.offsetLeft + box.offsetWidth + 2 * ASIDE : 0; // no further than needed: lines begin on the left
  sheets.scrollTo({ top: top + Math.max(within, box ? -12 : 0), left: Math.max(right - sheets.clientWidth, 0) });
  sayPage();
}

// Which page is in sight.
function sayPage() {
  const middle = sheets.scrollTop + sheets.clientHeight / 3;
  let [low, high] = [0, sheets.children.length - 1];
  while (low < high) {
    const at = (low + high + 1) >> 1;
    if (sheets.children[at].offsetTop - sheets.offsetTop <= middle) low = at;
    else high = at - 1;
  }
  atPage = low + 1;
  if (document.activeElement !== number) number.value = atPage;
  pagesPanel.querySelector("[data-do=back]").disabled = atPage <= 1;
  pagesPanel.querySelector("[data-do=forward]").disabled = atPage >= sizes.length;
  sayHere();
}

const numbered = (page) => {
  const label = printed.get(page) || sizes[page - 1]?.[2] || "";
  return label && label !== String(page) ? says.printed.replace("{}", label) : "";
};

function setZoom(to) {
  const middle = (sheets.scrollTop + sheets.clientHeight / 2) / Math.max(sheets.scrollHeight, 1);
  zoom = Math.min(Math.max(to, 0), ZOOMS.length - 1);
  sheets.style.setProperty("--zoom", ZOOMS[zoom]);
  pagesPanel.querySelector("output").textContent = `${ZOOMS[zoom] * 100}%`;
  pagesPanel.querySelector("[data-do=smaller]").disabled = zoom === 0;
  pagesPanel.querySelector("[data-do=larger]").disabled = zoom === ZOOMS.length - 1;
  sheets.scrollTop = middle * sheets.scrollHeight - sheets.clientHeight / 2;
  [...sheets.children].filter((sheet) => sheet.querySelector("img")).forEach(draw);
}

Object.assign(actions, {
  back: () => showOnPage(atPage - 1),
  forward: () => showOnPage(atPage + 1),
  smaller: () => { chosen = true; setZoom(zoom - 1); },
  larger: () => { chosen = true; setZoom(zoom + 1); },
});
sheets.addEventListener("scroll", () => requestAnimationFrame(sayPage), { passive: true });
sheets.addEventListener("keydown", (event) => {
  const act = { ArrowLeft: "back", ArrowRight: "forward", "-": "smaller", "+": "larger", "=": "larger" }[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  actions[act]();
});
number.addEventListener("change", () => showOnPage(Math.min(Math.max(parseInt(number.value, 10) || atPage, 1), sizes.length)));
number.addEventListener("keydown", (event) => { if (event.key === "Enter") number.dispatchEvent(new Event("change")); });
setZoom(0);
