import {ask, send} from './api.js';
import {button, h, wait} from './dom.js';
import {batch as text} from './texts.js';

const AT_A_TIME = 3;
const TRIES = 4;
const PHOTO = /\.(jpe?g|png|webp|avif|hei[cf])$/i;

/** Of the batches that this tab fills: they go on while one looks at something else. */
const uploads = new Map();

export const uploadOf = (batch) => uploads.get(batch);

export const isPhoto = (file) => file.type.startsWith('image/') || PHOTO.test(file.name);

export function chooser(text, onfiles, kind, attributes) {
  const input = h('input', {type: 'file', multiple: true, hidden: true, onchange: () => onfiles([...input.files]), ...attributes});
  return [button(text, () => input.click(), kind), input];
}

/** The files by names made different from each other, without slashes. */
function byRef(files) {
  const found = new Map();
  const taken = new Set();
  for (const file of files) {
    const name = (file.webkitRelativePath || file.name).replaceAll(/[/\\\p{Cc}]/gu, '_').slice(-200) || text.photo;
    let ref = name;
    for (let n = 2; taken.has(ref.toLowerCase()); n++) ref = name.replace(/(\.\w{1,5})?$/, `-${n}$1`);
    taken.add(ref.toLowerCase());
    found.set(ref, file);
  }
  return found;
}

export const batchOf = (presets, files) => ({presets: [...presets], items: [...byRef(files).keys()].map((ref) => ({ref}))});

const told = (object, method) => new Promise((resolve, reject) => object[method](resolve, reject));

async function filesIn(entry) {
  if (entry.isFile) return [await told(entry, 'file')];
  const reader = entry.createReader();
  const found = [];
  // A reader tells a part of the entries at a time, and none at the end.
  for (let part; (part = await told(reader, 'readEntries')).length;) {
    for (const each of part) found.push(...await filesIn(each));
  }
  return found;
}

/** All files of a drop, those in folders too. */
export async function filesOf({items, files}) {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  return entries.length ? (await Promise.all(entries.map(filesIn))).flat() : [...files];
}

/** Fills a batch and starts it; calls onchange whenever it is further. */
class Upload {
  sent = 0;
  failed = new Map();
  onchange = () => {};

  constructor(batch, files) {
    this.batch = batch;
    this.files = files;
    uploads.set(batch, this);
    this.#all(files.keys());
  }

  retry() {
    const again = this.failed.keys();
    this.failed = new Map();
    return this.#all(again);
  }

  async #all(refs) {
    // The lanes take from the same iterator.
    const lane = async () => {
      for (const ref of refs) await this.#one(ref);
    };
    await Promise.all(Array.from({length: AT_A_TIME}, lane));
    try {
      if (!this.failed.size) this.started = await send(`batches/${this.batch}/start`, {method: 'POST'});
    } catch (problem) {
      this.failed.set(text.whole, problem);
    }
    this.onchange();
  }

  async #one(ref) {
    const body = this.files.get(ref);
    if (!body) return;
    const init = {method: 'PUT', body, headers: {'Content-Type': body.type || 'application/octet-stream'}};
    for (let tries = 1; !this.failed.has(ref); tries++) {
      try {
        await send(`batches/${this.batch}/items/${encodeURIComponent(ref)}`, init);
        this.sent++;
        break;
      } catch (problem) {
        const passes = !problem.status || problem.status >= 500 || problem.status === 429;
        if (passes && tries < TRIES) await wait(500 * 2 ** tries);
        else this.failed.set(ref, problem);
      }
    }
    this.onchange();
  }
}

export async function openBatch(name, presets, files) {
  const {id} = await ask('batches', {json: {name, ...batchOf(presets, files)}});
  new Upload(id, byRef(files));
  return id;
}

/** Sends those of the files that the batch still waits for; says whether there are any. */
export async function sendMissing(view, batch, files) {
  const given = byRef(files);
  const wanted = new Map();
  for (let path = `batches/${batch}/items?status=waiting-for-photo&limit=1000`; path;) {
    const {items, next} = await view.ask(path);
    items.forEach(({ref}) => given.has(ref) && wanted.set(ref, given.get(ref)));
    path = next;
  }
  return wanted.size && new Upload(batch, wanted);
}
