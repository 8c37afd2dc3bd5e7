// Looking for words in the source: what differs in width, case, or between traditional and simplified is the same.
// `view`, `article` and `element` are those of the source view, of which this is a part.
const folds = new Map();
let foldsAsked = null;

// The table is asked for when somebody first looks for something; before it is there, widths and case are folded.
const askFolds = () => foldsAsked ??= server.read_folds(null).then((pairs) => {
  const letters = Array.from(pairs);
  for (let at = 0; at + 1 < letters.length; at += 2) folds.set(letters[at], letters[at + 1]);
  foldedTexts = new WeakMap();
}, () => { foldsAsked = null; });

const foldOne = (letter) => folds.get(letter) ?? Array.from(letter.normalize("NFKC").toLowerCase(), (it) => folds.get(it) ?? it).join("");
const foldAll = (text) => Array.from(text, foldOne).join("");

// Every place of what is looked for, in the order of the text, also across a mended break: the slices of a block, and of
// a cell, are searched as one. A place is a range of the page and the spans that it has in the document.
function findAll(wanted) {
  const folded = foldAll(wanted);
  const found = [];
  for (const block of folded ? article.querySelectorAll(":scope > :not(.table, .place), .table td, .table th") : []) {
    if (!foldedText(block).includes(folded)) continue;
    const { letters, owner } = lettersOf(block);
    const whole = foldedText(block);
    for (let from = whole.indexOf(folded); from >= 0; from = whole.indexOf(folded, from + folded.length)) {
      const hit = letters.slice(owner[from], owner[from + folded.length - 1] + 1);
      const range = document.createRange();
      range.setStart(hit[0].node, hit[0].at);
      range.setEnd(hit.at(-1).node, hit.at(-1).at + hit.at(-1).size);
      found.push({ range, spans: spansOf(hit) });
    }
  }
  return found;
}

let foldedTexts = new WeakMap();

function foldedText(block) {
  if (!foldedTexts.has(block)) foldedTexts.set(block, foldAll(block.textContent));
  return foldedTexts.get(block);
}

// The characters of a block with their nodes and offsets, and of which of them each folded character comes.
function lettersOf(block) {
  const letters = [];
  const owner = [];
  const passed = new Map(); // how many characters of each slice came before
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const slice = node.parentElement.closest("[data-start]");
    let at = 0;
    for (const letter of node.data) {
      const before = passed.get(slice) ?? 0;
      passed.set(slice, before + 1);
      for (let i = 0; i < foldOne(letter).length; i += 1) owner.push(letters.length);
      letters.push({ node, at, size: letter.length, offset: slice ? Number(slice.dataset.start) + before : null });
      at += letter.length;
    }
  }
  return { letters, owner };
}

function spansOf(letters) {
  const spans = [];
  for (const { offset } of letters) {
    if (offset === null) continue;
    if (spans.length && spans.at(-1)[1] === offset) spans.at(-1)[1] += 1;
    else spans.push([offset, offset + 1]);
  }
  return spans;
}
