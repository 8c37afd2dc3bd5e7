// How many characters a question may still have, said when few are left; one that has too many stays in the box, as it
// would be refused. Characters are counted as the server counts them.
const line = element.querySelector(".counted");
const { most, left, over } = line.dataset;
const NEAR = 50;

const inBox = (target) => target.closest?.("#ask textarea");
const remaining = ({ value }) => most - [...value.trim().replace(/\s+/g, " ")].length;

function count(box) {
  const rest = remaining(box);
  line.hidden = rest > NEAR;
  line.classList.toggle("over", rest < 0);
  line.textContent = rest < 0 ? over.replace("{}", -rest).replace("{}", most) : left.replace("{}", rest);
  box.setAttribute("aria-invalid", rest < 0);
}

// What is not too long is sent, and the box emptied; while an answer is on its way, what is sent stays, and follows it.
let waiting = false;
function send(event) {
  const box = document.querySelector("#ask textarea");
  line.hidden = true;
  waiting = false;
  if (!box || (remaining(box) >= 0 && !conversations.isAsking())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  count(box);
  box.focus();
  waiting = remaining(box) >= 0;
}

conversations.news.addEventListener("settled", () => {
  if (waiting && !conversations.isAsking()) submit();
  waiting = false;
});

document.addEventListener("input", ({ target }) => {
  if (!inBox(target)) return;
  waiting = false;
  count(target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && inBox(event.target)) send(event);
}, true);
document.addEventListener("click", (event) => event.target.closest?.("#ask .submit-button") && send(event), true);
