// What a page keeps in the browser: for good, or in `sessionStorage` as long as it is open. A browser may keep nothing,
// which it says by an error at every turn: then nothing was kept before, and `set` gives false.
globalThis.keeping = (() => {
  const trying = (act, otherwise) => {
    try {
      return act();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key, store = "localStorage") => trying(() => globalThis[store].getItem(key), null),
    set: (key, value, store = "localStorage") => trying(() => (globalThis[store].setItem(key, value), true), false),
    remove: (key, store = "localStorage") => trying(() => globalThis[store].removeItem(key)),
    keys: (store = "localStorage") => trying(() => Object.keys(globalThis[store]), []),
  };
})();
