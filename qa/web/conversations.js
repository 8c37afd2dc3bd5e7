// Conversations are kept in this browser, each under a key of its own: two open pages do not overwrite each other's. The
// server keeps nothing of them; each question brings along the exchanges before it.
globalThis.conversations = (() => {
  const PREFIX = "yinju.conversation.";
  const SENT = 30; // exchanges that are sent and shown, until earlier ones are asked for
  const news = new EventTarget(); // "change": the list; "editing": which question is being changed
  const unsaved = new Map(); // what the browser would not store
  const underway = new Map(); // by key: {id} of the conversation it is answered in, and whether it is `shown` as it comes
  const unseen = new Set(); // keys of answers that came while another conversation was open
  let shown = SENT;
  let editing = null; // the place, from 0, of the exchange that the next question takes
  let full = false;

  const name = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
  const blank = () => ({ id: name(), title: "", changed: 0, exchanges: [], documents: {} });

  function read(id) {
    try {
      const kept = unsaved.get(id) ?? JSON.parse(keeping.get(PREFIX + id));
      return Array.isArray(kept?.exchanges) ? kept : null;
    } catch {
      return null;
    }
  }

  function write(conversation) {
    full = !keeping.set(PREFIX + conversation.id, JSON.stringify(conversation));
    if (full) unsaved.set(conversation.id, conversation);
    else unsaved.delete(conversation.id);
    news.dispatchEvent(new Event("change"));
  }

  // The conversation of this page is its own, and outlives a reload of it.
  let open = read(keeping.get("yinju.open", "sessionStorage")) ?? blank();

  const stay = () => keeping.set("yinju.open", open.id, "sessionStorage");

  // An answer that is left goes on, and is kept where it was asked; what has come of it meanwhile is not drawn any more.
  function turnTo(conversation) {
    [open, shown] = [conversation, SENT];
    stay();
    edit(null);
    for (const each of underway.values()) each.shown &&= each.id === open.id;
    showAsking();
    news.dispatchEvent(new Event("change"));
    return payload();
  }

  const fresh = () => (open = read(open.id) ?? open); // another page may have added to it

  function payload() {
    const { id, exchanges } = open;
    const before = Math.max(exchanges.length - shown, 0);
    const sent = { id, before, exchanges: exchanges.slice(before), documents: Object.keys(documents()) };
    return { ...sent, underway: Boolean(asked()) };
  }

  // The key of what is being answered in the open conversation.
  const asked = () => [...underway].find(([, { id }]) => id === open.id)?.[0];
  const showAsking = () => document.querySelector(".gradio-container")?.classList.toggle("asking", Boolean(asked()));

  function end(key) {
    if (underway.get(key)?.shown === false) unseen.add(key);
    underway.delete(key);
    showAsking();
  }

  // The answer that is on its way to the open conversation is not waited for any more.
  function giveUp() {
    const stopped = asked();
    if (stopped) {
      end(stopped);
      stopAnswer(stopped);
    }
    fresh();
    return { ...payload(), stopped };
  }

  // The next question is asked as it is typed, with nothing filled in from those before it.
  let typed = false;
  const asTyped = () => (typed = true);

  // A question is asked: what it follows, and the key under which its answer is to be kept.
  function begin(text) {
    fresh();
    if (editing !== null) goBack(text);
    const sent = { ...payload(), key: name(), typed };
    typed = false;
    if (text.trim()) {
      open.exchanges.push({ question: text, key: sent.key });
      open.title ||= text.trim().slice(0, 40);
      open.changed = Date.now();
      stay();
      write(open);
    }
    edit(null);
    underway.set(sent.key, { id: open.id, shown: true });
    showAsking();
    return sent;
  }

  // What follows the question that is changed goes on as a conversation of its own, unless it is asked again as it was.
  function goBack(text) {
    const lost = open.exchanges.slice(editing);
    if (lost.some(({ outcome }) => outcome) && (lost.length > 1 || lost[0].question !== text)) {
      const { before = "" } = document.querySelector(".yinju.says")?.dataset ?? {};
      write({ ...open, id: name(), title: `${open.title}${before}`, exchanges: [...open.exchanges] });
    }
    open.exchanges.length = editing;
    if (!editing) open.title = "";
  }

  // What came of a question; `again` where something is added to what was kept of it before.
  function settle(kept, again = false) {
    const { id, exchange } = kept ?? {};
    if (!again) end(exchange?.key);
    const conversation = read(id) ?? (id === open.id ? open : null);
    const at = conversation?.exchanges.findLastIndex(({ key }) => key === exchange?.key) ?? -1;
    const before = conversation?.exchanges[at];
    if (!before || (before.outcome && !again)) return;
    conversation.exchanges[at] = { ...exchange, verdict: before.verdict ?? exchange.verdict };
    conversation.changed = Date.now();
    if (id === open.id) open = conversation;
    write(conversation);
    if (unseen.delete(exchange.key) && id === open.id) news.dispatchEvent(new Event("late"));
    if (id === open.id && !again) news.dispatchEvent(new Event("settled"));
  }

  // What an exchange is judged by: itself last, and what it followed.
  function upTo(turn) {
    const { id, exchanges } = fresh();
    const before = Math.max(turn - SENT, 0);
    return { id, before, exchanges: exchanges.slice(before, turn) };
  }

  function judge(turn, verdict) {
    fresh();
    if (!open.exchanges[turn - 1]) return;
    open.exchanges[turn - 1].verdict = verdict;
    write(open);
  }

  // The documents that are asked, names by id; none for all of them.
  const documents = () => open.documents ?? {};

  // Of so many documents, [id, name] each.
  function chooseOnly(chosen) {
    fresh();
    open.documents = Object.fromEntries(chosen);
    if (open.exchanges.length) write(open);
    else news.dispatchEvent(new Event("change"));
  }

  function edit(turn) {
    editing = turn === null ? null : turn - 1;
    news.dispatchEvent(new CustomEvent("editing", { detail: turn }));
  }

  function list() {
    const ids = new Set(unsaved.keys());
    keeping.keys().forEach((key) => key.startsWith(PREFIX) && ids.add(key.slice(PREFIX.length)));
    return [...ids].map(read).filter(Boolean).sort((a, b) => b.changed - a.changed);
  }

  function rename(id, title) {
    const conversation = read(id);
    if (conversation && title.trim()) write({ ...conversation, title: title.trim().slice(0, 80) });
  }

  function remove(id) {
    const conversation = read(id);
    unsaved.delete(id);
    keeping.remove(PREFIX + id);
    news.dispatchEvent(new Event("change"));
    return () => conversation && write(conversation);
  }

  addEventListener("storage", () => news.dispatchEvent(new Event("change")));
  return {
    news, begin, end, giveUp, settle, upTo, judge, documents, chooseOnly, edit, asTyped, list, rename, remove,
    payload: () => { fresh(); return payload(); },
    isAsking: () => Boolean(asked()),
    isShown: (key) => underway.get(key)?.shown === true,
    isFull: () => full,
    openId: () => open.id,
    isEditing: () => editing !== null,
    exchange: (turn) => fresh().exchanges[turn - 1],
    all: () => ({ ...fresh(), before: 0 }),
    turnTo: (id) => turnTo(read(id) ?? blank()),
    startAnew: () => turnTo(blank()),
    showEarlier: () => { shown += SENT; return payload(); },
  };
})();
