/** Small pictures of large photos, made one after another in a worker: many photos do not fill the memory. */
const SIZE = 320;
const waiting = new Map();
let worker;
let count = 0;

/** A small picture of a file, as a blob; null when the browser cannot read it. */
export function preview(file) {
  worker ??= start();
  return new Promise((resolve) => {
    waiting.set(++count, resolve);
    worker.postMessage({id: count, file, size: SIZE});
  });
}

function start() {
  const made = new Worker(new URL('previews-worker.js', import.meta.url), {type: 'module'});
  made.onmessage = ({data}) => {
    waiting.get(data.id)(data.small);
    waiting.delete(data.id);
  };
  return made;
}
