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

function headers(more = {}) {
  return key.get() ? {...more, 'X-API-Key': key.get()} : more;
}

function keyNeeded(status) {
  if (status === 401) window.dispatchEvent(new Event('key-needed'));
}

async function answered(answer) {
  if (answer.ok || answer.status === 304) return answer;
  keyNeeded(answer.status);
  throw new Problem(answer.status, await answer.json().catch(() => ({})));
}

/** Calls the service; throws a Problem. */
export async function ask(path, {json, headers: more, ...init} = {}) {
  const body = json === undefined ? init.body : JSON.stringify(json);
  const sent = headers({...(json === undefined ? {} : {'Content-Type': 'application/json'}), ...more});
  let answer;
  try {
    answer = await fetch(path, {...init, body, headers: sent, method: init.method ?? (body ? 'POST' : 'GET')});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Error(texts.offline, {cause: e});
  }
  return answered(answer);
}

export const get = async (path, init) => (await ask(path, init)).json();
export const post = async (path, json, init) => (await ask(path, {method: 'POST', json, ...init})).json();
export const blob = async (path, init) => (await ask(path, init)).blob();

/** Sends a file, and says how far it is (0 to 1). */
export function send(method, path, body, type, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(headers(type ? {'Content-Type': type} : {}))) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => onProgress?.(event.loaded / Math.max(1, event.total));
    request.onerror = () => reject(new Error(texts.offline));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      let json = {};
      try {
        json = JSON.parse(request.responseText);
      } catch {
        // A proxy may answer something else; its status says enough.
      }
      keyNeeded(request.status);
      request.status < 400 ? resolve(json) : reject(new Problem(request.status, json));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

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
  if (!key.get()) {
    clickLink(`${path}${path.includes('/archive') ? '' : '?download'}`, name);
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
  clickLink(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function clickLink(href, download) {
  const link = document.createElement('a');
  link.href = href;
  link.download = download;
  document.body.append(link);
  link.click();
  link.remove();
}
