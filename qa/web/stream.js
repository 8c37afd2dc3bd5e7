// The framework puts an event in line with one request and hears of it on another: a stream, which the server ends when
// nothing is in line any more. An event put in line while that end was on its way was heard of by nobody until some
// other event opened a stream again: a click without effect. So an end that arrives while something is in line is kept
// from the framework, and its stream goes on with a new one from the server.
{
  const send = window.fetch;
  const inLine = new Set();
  const early = new Set(); // heard to be done before the answer came that they are in line

  window.fetch = async (resource, options) => {
    const response = await send(resource, options);
    const { pathname } = new URL(resource.url ?? resource, location);
    if (response.ok && pathname.endsWith("/queue/join")) {
      const { event_id } = await response.clone().json();
      early.delete(event_id) || inLine.add(event_id);
    }
    if (!response.ok || !pathname.endsWith("/queue/data")) return response;
    const told = goOn(response.body, () => send(resource, options));
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      async pull(stream) {
        const { value, done } = await told.next();
        if (done) stream.close();
        else stream.enqueue(encoder.encode(`${value}\n\n`));
      },
      cancel: () => void told.return(),
    });
    return new Response(body, response);
  };

  async function* goOn(body, again) {
    while (body) {
      let next = null;
      for await (const message of messages(body)) {
        const { msg, event_id } = JSON.parse(message.slice("data:".length));
        if (msg === "process_completed") inLine.delete(event_id) || early.add(event_id);
        if (msg === "close_stream" && inLine.size) next = (await again()).body;
        else yield message;
      }
      body = next;
    }
  }

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
