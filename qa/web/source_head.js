// What the parts of the source view share.
const page = element.closest(".gradio-container");
const view = element.querySelector(".source");
const article = view.querySelector("article");
const title = view.querySelector("h2");
const at = view.querySelector(".at");
const here = view.querySelector(".here");
const said = view.querySelector(".said");
const outline = view.querySelector(".outline");
const find = view.querySelector("input[type=search]");
const says = view.dataset;
const actions = {}; // what the tools do, by name
let shown = ""; // the id of the document in the article
let starts = []; // the offsets that its pages begin at, with their numbers
let headings = [];
let pictured = false; // whether its pages can be shown
let latest = 0; // the number of the last opening: what comes late for an earlier one is left
let links = []; // the addresses of the answer's citations
let current = 0;
let opener = null; // where the focus was
let leaving = null; // until the browser has gone back
let marked = [];
let found = [];
let place = -1;
let typing = 0;
let showsHits = false; // whether the boxes on the pages are those of what was looked for

// The edge of the panel is drawn to make it wider, by hand or by the arrow keys; the browser remembers.
function widenable() {
  const grip = view.querySelector(".grip");
  const [LEAST, CHAT] = [340, 380]; // pixels of the panel, and those that stay the chat's
  const set = (width) => {
    const wide = Math.round(Math.min(Math.max(width, LEAST), Math.max(innerWidth - CHAT, LEAST)));
    page.style.setProperty("--source-width", `${wide}px`);
    grip.setAttribute("aria-valuenow", wide);
    return wide;
  };
  const keep = (width) => keeping.set("yinju.source.width", set(width));
  const kept = Number(keeping.get("yinju.source.width"));
  if (kept) set(kept);
  else grip.setAttribute("aria-valuenow", Math.round(Math.min(0.52 * innerWidth, 860)));
  grip.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const drag = ({ clientX }) => keep(innerWidth - clientX);
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", drag), { once: true });
  });
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: 40, ArrowRight: -40 }[event.key];
    if (!by) return;
    event.preventDefault();
    keep(view.getBoundingClientRect().width + by);
  });
}
