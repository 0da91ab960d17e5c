import {ask, send} from './api.js';
import {attempt, button, fill, h} from './dom.js';
import {beginning, frame, signed} from './texts.js';

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
      fill(tile.querySelector('.picture'), this.picture(small, {alt: ''}));
    }).catch(() => {});
  }

  async page(list, path, tileOf) {
    const {items, next} = await this.ask(path);
    list.append(...items.map(tileOf));
    if (!next) return;
    const more = button(frame.more, async () => {
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

/** The background of a preset, and whether it is cropped. */
function sketch({variants}) {
  const {background, autocrop, maxResolution} = Object.values(variants)[0];
  const scale = autocrop ? 1.25 : maxResolution < 1e6 ? 0.7 : 1;
  return h('svg', {viewBox: '0 0 48 36', 'aria-hidden': 'true', class: background ? '' : 'checks'},
    background && h('svg:rect', {width: 48, height: 36, fill: background}),
    h('svg:path', {
      d: 'M-10-9h18v11a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7z M8-6h2a4 4 0 0 1 0 9h-2',
      transform: `translate(24 18) scale(${scale})`, class: 'cup',
    }));
}

export const presetPicker = (presets, chosen, onchange) => h('fieldset',
  h('legend', beginning.presets),
  h('p.hint', beginning.kept),
  h('div.cards', presets.map((preset) => h('label',
    h('input', {
      type: 'checkbox', value: preset.name, checked: chosen.has(preset.name),
      onchange: (event) => {
        event.target.checked ? chosen.add(preset.name) : chosen.delete(preset.name);
        onchange();
      },
    }),
    sketch(preset), h('span', h('b', preset.name), h('small', preset.description))))));

customElements.define('app-view', View);
