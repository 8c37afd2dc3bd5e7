// Says which question the next one takes the place of.
const line = element.querySelector(".editing");
conversations.news.addEventListener("editing", ({ detail: turn }) => {
  line.hidden = turn === null;
  line.querySelector("span").textContent = turn === null ? "" : line.dataset.says.replace("{}", turn);
});
line.querySelector("button").addEventListener("click", () => {
  conversations.edit(null);
  fillIn("");
});
