import {ask, get, post} from './api.js';
import {preview} from './previews.js';

const AT_A_TIME = 3;
const TRIES = 4;
const PHOTO = /\.(jpe?g|png|webp|avif|hei[cf])$/i;

/** Batches that this tab fills: they go on while one looks at something else. */
const running = new Map();

export const isPhoto = (file) => file.type.startsWith('image/') || PHOTO.test(file.name);

/** Names made different from each other, without slashes. */
export function refsOf(files) {
  const taken = new Set();
  return files.map((file) => {
    const name = (file.webkitRelativePath || file.name).replaceAll(/[/\\\p{Cc}]/gu, '_').slice(-200) || 'photo';
    let ref = name;
    for (let n = 2; taken.has(ref.toLowerCase()); n++) ref = name.replace(/(\.\w{1,5})?$/, `-${n}$1`);
    taken.add(ref.toLowerCase());
    return ref;
  });
}

/** All files of a drop, those in folders too. */
export async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    } else {
      const reader = entry.createReader();
      for (let part; (part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length;) {
        for (const each of part) await walk(each);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return found;
}

/** Fills a batch and starts it; fires "progress" on itself. */
export class Upload extends EventTarget {
  sent = 0;
  failed = new Map();
  previews = new Map();

  constructor(batch, files) {
    super();
    this.batch = batch;
    this.files = files;
    this.total = files.size;
    running.set(batch, this);
    this.done = this.#send([...files.keys()]);
  }

  static of(batch) {
    return running.get(batch);
  }

  retry() {
    const again = [...this.failed.keys()];
    this.failed.clear();
    this.done = this.#send(again);
  }

  /** A small picture of a photo that is on its way; null when there is none. */
  preview(ref) {
    if (!this.files.has(ref)) return null;
    if (!this.previews.has(ref)) this.previews.set(ref, preview(this.files.get(ref)));
    return this.previews.get(ref);
  }

  async #send(refs) {
    const queue = [...refs];
    const lane = async () => {
      for (let ref = queue.shift(); ref; ref = queue.shift()) await this.#one(ref);
    };
    await Promise.all(Array.from({length: AT_A_TIME}, lane));
    if (!this.failed.size) {
      await post(`batches/${this.batch}/start`).catch((problem) => this.failed.set('', problem));
      if (!this.failed.size) running.delete(this.batch);
    }
    this.#tell();
  }

  async #one(ref) {
    const path = `batches/${this.batch}/items/${encodeURIComponent(ref)}`;
    for (let tries = 1; ; tries++) {
      try {
        const body = this.files.get(ref);
        await ask(path, {method: 'PUT', body, headers: {'Content-Type': body.type || 'application/octet-stream'}});
        this.sent++;
        break;
      } catch (problem) {
        const passes = !problem.status || problem.status >= 500 || problem.status === 429;
        if (!passes || tries === TRIES) {
          this.failed.set(ref, problem);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
      }
    }
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('progress'));
  }
}

/** Opens a batch for the files, and begins to fill it; returns its id. */
export async function openBatch(name, presets, files) {
  const refs = refsOf(files);
  const batch = await post('batches', {name, presets, items: refs.map((ref) => ({ref}))});
  new Upload(batch.id, new Map(refs.map((ref, i) => [ref, files[i]])));
  return batch.id;
}

/** Sends those of the files that the batch still waits for. */
export async function fill(batch, files) {
  const missing = new Set();
  for (let path = `batches/${batch}/items?status=waiting-for-photo&limit=1000`; path;) {
    const page = await get(path);
    page.items.forEach((item) => missing.add(item.ref));
    path = page.next?.replace(/^\//, '');
  }
  const refs = refsOf(files);
  const wanted = new Map(refs.map((ref, i) => [ref, files[i]]).filter(([ref]) => missing.has(ref)));
  return wanted.size ? new Upload(batch, wanted) : null;
}
