import {ask, send} from './api.js';
import {attempt, button, fill, h} from './dom.js';
import {signed} from './words.js';

/** Small pictures are made one after another: many large photos would fill the memory. */
let last = Promise.resolve();
let worker;

/** A small picture of a photo, as a blob; null when the browser cannot read it. */
const preview = (photo) => new Promise((resolve) => {
  worker ??= new Worker('page/previews-worker.js');
  worker.onmessage = ({data}) => resolve(data);
  worker.postMessage(photo);
});

/** What is shown: its requests, listeners and object URLs end with it. */
export class View extends HTMLElement {
  #ended = new AbortController();
  signal = this.#ended.signal;
  #seen = new IntersectionObserver((entries) => entries.forEach((each) => each.isIntersecting && this.#draw(each.target)));

  disconnectedCallback() {
    this.#ended.abort();
    this.#seen.disconnect();
  }

  ask(path, init) {
    return ask(path, {signal: this.signal, ...init});
  }

  async blob(path, init) {
    return (await send(path, {signal: this.signal, ...init})).blob();
  }

  on(type, listener) {
    window.addEventListener(type, (event) => attempt(() => listener(event), this), {signal: this.signal});
  }

  picture(blob, attributes) {
    const src = URL.createObjectURL(blob);
    this.signal.addEventListener('abort', () => URL.revokeObjectURL(src));
    return h('img', {src, ...attributes});
  }

  /** Draws what a tile is of, as soon as the tile is seen. */
  draw(tile, load) {
    tile.load = load;
    this.#seen.observe(tile);
  }

  #draw(tile) {
    this.#seen.unobserve(tile);
    last = last.then(async () => {
      const photo = !this.signal.aborted && await tile.load();
      const small = photo && await preview(photo);
      if (!small) return;
      const place = tile.querySelector('.picture');
      URL.revokeObjectURL(place.firstChild?.src);
      fill(place, this.picture(small, {alt: ''}));
    }).catch(() => {});
  }

  async page(list, path, tileOf) {
    const {items, next} = await this.ask(path);
    list.append(...items.map(tileOf));
    if (!next) return;
    const more = button('Show more', async () => {
      await this.page(list, next, tileOf);
      more.remove();
    });
    list.after(more);
  }
}

export const tile = (name, ...more) => h('li', h('a', h('span.picture'), h('span.name', name)), h('span.state'), more);

export function setStatus(of, status) {
  of.dataset.status = status;
  of.querySelector('.state').textContent = signed(status);
}

customElements.define('app-view', View);
