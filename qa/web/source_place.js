// Where in a document one is, and its outline, which leads to its headings.

// Where one reads: the headings above it, the page, and how far down the text it is.
function sayHere() {
  const parts = [];
  if (showsPages() && !atPage) return; // pages that are on their way
  if (showsPages()) {
    const quoted = parse(links[current] ?? "")?.quote.find(([start]) => pageAt(start) === atPage)?.[0];
    const offset = quoted ?? starts.find(([, number]) => number === atPage)?.[0] ?? 0;
    parts.push(pathTo((heading) => startOf(heading) <= offset), says.page.replace("{}", atPage), numbered(atPage));
  } else if (shown && article.childElementCount) {
    const top = article.getBoundingClientRect().top + 60;
    const block = document.elementFromPoint(article.getBoundingClientRect().left + 60, top)?.closest(".yinju.source article > *");
    const offset = Number((block?.querySelector("[data-start]") ?? article.querySelector("[data-start]"))?.dataset.start ?? 0);
    parts.push(pathTo((heading) => startOf(heading) <= offset));
    if (starts.length) parts.push(says.page.replace("{}", pageAt(offset)), numbered(pageAt(offset)));
    const length = article.scrollHeight - article.clientHeight - 0.4 * innerHeight; // without the room below its end
    if (length > 0) parts.push(`${Math.min(Math.round((100 * article.scrollTop) / length), 100)}%`);
  }
  here.textContent = parts.filter(Boolean).join(" · ");
}

const startOf = (block) => Number(block.querySelector("[data-start]")?.dataset.start ?? 0);

function pathTo(isAbove) {
  const path = [];
  for (const heading of headings.filter(isAbove)) {
    const level = Number(heading.tagName[1]);
    while (path.length && path.at(-1).level >= level) path.pop();
    path.push({ level, text: heading.textContent });
  }
  return path.slice(-2).map(({ text }) => text).join(" › ");
}

function openOutline(open) {
  outline.hidden = !open;
  view.querySelector("[data-do=outline]").setAttribute("aria-expanded", String(open));
}

function listHeadings() {
  const open = outline.hidden;
  openOutline(open);
  if (!open) return;
  const list = document.createElement("ol");
  list.append(...headings.map((heading) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.style.paddingLeft = `${(Number(heading.tagName[1]) - 3) * 14 + 10}px`;
    button.textContent = heading.textContent;
    button.addEventListener("click", () => {
      listHeadings();
      if (showsPages()) showOnPage(pageAt(startOf(heading)));
      else heading.scrollIntoView({ block: "start" });
    });
    item.append(button);
    return item;
  }));
  outline.replaceChildren(list);
  list.querySelector("button")?.focus();
}
