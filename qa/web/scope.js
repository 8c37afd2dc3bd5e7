// Which documents are asked. The choice belongs to the conversation.
const draw = menuOfDocuments(
  element.querySelector("details"),
  () => server.documents(null),
  () => new Map(Object.entries(conversations.documents())),
  (ticked) => conversations.chooseOnly([...ticked]),
);
conversations.news.addEventListener("change", draw);
