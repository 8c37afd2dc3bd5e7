// The framework puts an event in line with one request and hears of it on another: a stream, which the server ends when
// nothing is in line any more. An event put in line while that end was on its way was heard of by nobody until some
// other event opened a stream again: a click without effect. So an end that arrives while something is in line is kept
// from the framework, and its stream goes on with a new one from the server.
//
// The framework draws what it hears into whichever conversation is open, and to cancel an answer it waits for the server
// to end its step, in which no other question is sent. So an answer that is stopped is told to be done here, at once, and
// what still comes of it is dropped; of one whose conversation is left only its end is let through, which the browser
// keeps.
{
  const send = window.fetch;
  const inLine = new Set();
  const early = new Set(); // heard to be done before the answer came that they are in line
  const asked = new Map(); // the keys of questions, by their events
  const stopped = new Set(); // keys
  const untold = []; // what is told while no stream is open
  const hold = (message) => untold.push(message);
  let tell = hold;

  window.fetch = async (resource, options) => {
    const { pathname } = new URL(resource.url ?? resource, location);
    const key = pathname.endsWith("/queue/join") ? keyOf(options) : null;
    const response = await send(resource, options).catch((error) => {
      conversations.end(key);
      throw error;
    });
    if (pathname.endsWith("/queue/join")) await join(response, key);
    if (!response.ok || !pathname.endsWith("/queue/data")) return response;
    return new Response(opened(goOn(response.body, () => send(resource, options))), response);
  };

  const keyOf = ({ body }) => JSON.parse(body).data?.find?.((part) => part?.exchanges && part.key)?.key;

  async function join(response, key) {
    if (!response.ok) return conversations.end(key);
    const { event_id } = await response.clone().json();
    if (early.delete(event_id)) return conversations.end(key);
    inLine.add(event_id);
    if (key) asked.set(event_id, key);
    if (stopped.has(key)) tellDone(event_id);
  }

  function opened(told) {
    const encoder = new TextEncoder();
    let own = null;
    const close = () => (tell === own && (tell = hold), (own = null));
    return new ReadableStream({
      start(stream) {
        tell = own = (message) => stream.enqueue(encoder.encode(`${message}\n\n`));
        untold.splice(0).forEach(tell);
        const ended = (end) => (how) => own && (close(), end.call(stream, how));
        (async () => { for await (const message of told) own?.(message); })().then(ended(() => stream.close()), ended(stream.error));
      },
      cancel: () => (close(), void told.return()),
    });
  }

  async function* goOn(body, again) {
    while (body) {
      let next = null;
      for await (const message of messages(body)) {
        const said = JSON.parse(message.slice("data:".length));
        if (said.msg === "process_completed") inLine.delete(said.event_id) || early.add(said.event_id);
        if (said.msg === "close_stream" && inLine.size) next = (await again()).body;
        else if (passes(said)) yield message;
      }
      body = next;
    }
  }

  function passes({ msg, event_id }) {
    const key = asked.get(event_id);
    if (!key) return true;
    const done = msg === "process_completed";
    const wanted = !stopped.has(key) && (done || conversations.isShown(key));
    if (done) {
      asked.delete(event_id);
      stopped.delete(key);
      conversations.end(key);
    }
    return wanted;
  }

  function tellDone(event_id) {
    const output = { data: Array(3).fill({ __type__: "update" }) };
    tell(`data: ${JSON.stringify({ msg: "process_completed", event_id, success: true, output })}`);
  }

  globalThis.stopAnswer = (key) => {
    stopped.add(key);
    for (const [event, each] of asked) if (each === key) tellDone(event);
  };

  async function* messages(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    try {
      for (let part; !(part = await reader.read()).done; ) {
        const whole = (rest + part.value).split("\n\n");
        rest = whole.pop();
        yield* whole;
      }
    } finally {
      reader.cancel().catch(() => {}); // of a stream that broke off, whose reader has been told
    }
  }
}
