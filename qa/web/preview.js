// What a citation quotes, shown beside its number before it is opened: under the pointer, at the focus, at a first touch.
const card = document.createElement("div");
card.className = "yinju preview";
card.setAttribute("role", "tooltip");
card.id = "preview";
card.hidden = true;
page.append(card);
let previewed = null;
let waiting = 0;
let touched = false;

const citationOf = (link) => [...(link.closest(".reply")?.querySelectorAll(".citation") ?? [])]
  .find((each) => each.querySelector('.in-source a')?.getAttribute("href") === link.getAttribute("href"));

function preview(link) {
  clearTimeout(waiting);
  const citation = citationOf(link);
  const quote = citation?.querySelector("blockquote");
  if (!quote) return;
  const where = citation.querySelector(".where").cloneNode(true);
  const text = quote.cloneNode(true);
  card.replaceChildren(where, text);
  if (touched) {
    const go = link.cloneNode(false);
    go.className = "go";
    go.textContent = says.look;
    card.append(go);
  }
  card.hidden = false;
  previewed = link;
  link.setAttribute("aria-describedby", card.id);
  const [from, own] = [link.getBoundingClientRect(), card.getBoundingClientRect()];
  const left = Math.min(Math.max(from.left - 24, 12), innerWidth - own.width - 12);
  const below = from.bottom + 8 + own.height <= innerHeight - 8 || from.top < own.height + 16;
  Object.assign(card.style, { left: `${left}px`, top: `${below ? from.bottom + 8 : from.top - own.height - 8}px` });
  const words = card.querySelector("mark");
  if (words) text.scrollTop = Math.max(words.offsetTop - text.offsetTop - text.clientHeight / 2, 0);
}

function endPreview() {
  clearTimeout(waiting);
  card.hidden = true;
  previewed?.removeAttribute("aria-describedby");
  previewed = null;
}

// Whether a click only shows the quote: the first touch on a number does.
function previewFirst(link) {
  const first = touched && link.matches(".cite") && previewed !== link && Boolean(citationOf(link));
  if (first) preview(link);
  else endPreview();
  return first;
}

const citeAt = (event) => event.target.closest?.("#chat a.cite");
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (previewed && !card.contains(event.target) && citeAt(event) !== previewed) endPreview();
}, true);
document.addEventListener("pointerover", (event) => {
  const link = event.pointerType === "touch" ? null : citeAt(event);
  if (link && link !== previewed) {
    clearTimeout(waiting);
    waiting = setTimeout(() => preview(link), 180);
  } else if (previewed && !link && !card.contains(event.target)) {
    clearTimeout(waiting);
    waiting = setTimeout(endPreview, 160);
  } else if (previewed) clearTimeout(waiting);
});
document.addEventListener("focusin", (event) => {
  const link = citeAt(event);
  if (link?.matches(":focus-visible")) preview(link);
  else if (previewed && !card.contains(event.target)) endPreview();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || card.hidden) return;
  event.stopPropagation();
  endPreview();
}, true);
document.addEventListener("scroll", (event) => { if (previewed && !card.contains(event.target)) endPreview(); }, true);
