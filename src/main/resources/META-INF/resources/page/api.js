import {h} from './dom.js';
import {frame as text} from './texts.js';

const KEY = 'clearcut.key';

/** The API key, kept in this tab alone. */
export const key = () => sessionStorage[KEY];

export function signIn(value = '') {
  sessionStorage[KEY] = value;
  location.reload();
}

/** Who asks; known before the first view is shown. */
export const me = {roles: []};
export const mayEdit = () => me.roles.includes('editor');

/** Calls the service, wherever it is mounted. What it says went wrong is thrown: its sentence says what to do. */
export async function send(path, {json, headers, ...init} = {}) {
  const body = json ? JSON.stringify(json) : init.body;
  const answer = await fetch(path.replace(/^\//, ''), {
    method: body ? 'POST' : 'GET', ...init, body,
    headers: {...(json && {'Content-Type': 'application/json'}), ...headers, ...(key() && {'X-API-Key': key()})},
  }).catch((problem) => {
    throw problem.name === 'AbortError' ? problem : new Error(text.away, {cause: problem});
  });
  if (answer.ok) return answer;
  if (answer.status === 401) window.dispatchEvent(new Event('key-needed'));
  // A proxy may answer something else than JSON; its status says enough.
  const {detail = answer.status, type} = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(detail), {status: answer.status, type});
}

export const ask = async (path, init) => (await send(path, init)).json();

/** Server-sent events, with a key: which EventSource cannot send. */
export async function* events(path, after, signal) {
  const answer = await send(path, {signal, headers: after && {'Last-Event-ID': after}});
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (heard + part.value).split('\n\n');
    heard = blocks.pop();
    for (const block of blocks) {
      yield Object.fromEntries([...block.matchAll(/^(\w+): ?(.*)$/gm)].map(([, field, value]) => [field, value]));
    }
  }
}

/** Saves by a link where no key is needed, else through memory or, where it can be, straight to the disk. */
export async function save(path, name, onProgress) {
  const link = (href) => h('a', {href, download: name}).click();
  if (!key()) return link(path.replace(/^\//, ''));
  const file = onProgress && await window.showSaveFilePicker?.({suggestedName: name});
  const answer = await send(path);
  if (file) {
    let received = 0;
    const counted = new TransformStream({
      transform(chunk, out) {
        onProgress(received += chunk.length);
        out.enqueue(chunk);
      },
    });
    return answer.body.pipeThrough(counted).pipeTo(await file.createWritable());
  }
  const url = URL.createObjectURL(await answer.blob());
  link(url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
