import {texts} from './texts.js';

const KEY = 'clearcut.key';

/** The API key, kept in this tab alone. */
export const key = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** What the service says went wrong: its sentence says what to do. */
export class Problem extends Error {
  constructor(status, body = {}) {
    super(body.detail ?? `${status}`);
    this.status = status;
    this.type = (body.type ?? '').split(':').pop();
  }
}

/** Calls the service; throws a Problem. */
export async function ask(path, {json, headers: more, ...init} = {}) {
  const body = json === undefined ? init.body : JSON.stringify(json);
  const headers = {...(json !== undefined && {'Content-Type': 'application/json'}), ...more, ...(key.get() && {'X-API-Key': key.get()})};
  const answer = await fetch(path, {method: body ? 'POST' : 'GET', ...init, body, headers}).catch((e) => {
    throw e.name === 'AbortError' ? e : new Error(texts.offline, {cause: e});
  });
  if (answer.ok) return answer;
  if (answer.status === 401) window.dispatchEvent(new Event('key-needed'));
  // A proxy may answer something else than JSON; its status says enough.
  throw new Problem(answer.status, await answer.json().catch(() => ({})));
}

export const get = async (path, init) => (await ask(path, init)).json();
export const post = async (path, json, init) => (await ask(path, {method: 'POST', json, ...init})).json();
export const blob = async (path, init) => (await ask(path, init)).blob();

/** Server-sent events, with a key: which EventSource cannot send. */
export async function* events(path, after, signal) {
  const answer = await ask(path, {signal, headers: {Accept: 'text/event-stream', ...(after ? {'Last-Event-ID': after} : {})}});
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = {name: 'message', id: '', data: ''};
      for (const line of text.slice(0, end).split('\n')) {
        const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (field === 'event') event.name = value;
        else if (field === 'data') event.data += value;
        else if (field === 'id') event.id = value;
      }
      text = text.slice(end + 2);
      yield event;
    }
  }
}

/** Saves what is there: by a link where no key is needed, else through memory or, where it can be, straight to the disk. */
export async function save(path, name, onProgress) {
  const link = (href) => Object.assign(document.createElement('a'), {href, download: name}).click();
  if (!key.get()) {
    link(`${path}${path.includes('/archive') ? '' : '?download'}`);
    return;
  }
  const file = window.showSaveFilePicker && path.endsWith('/archive')
    ? await window.showSaveFilePicker({suggestedName: name})
    : null;
  const answer = await ask(path);
  if (file) {
    let received = 0;
    const counted = new TransformStream({
      transform(chunk, out) {
        received += chunk.byteLength;
        onProgress?.(received);
        out.enqueue(chunk);
      },
    });
    await answer.body.pipeThrough(counted).pipeTo(await file.createWritable());
    return;
  }
  const url = URL.createObjectURL(await answer.blob());
  link(url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
