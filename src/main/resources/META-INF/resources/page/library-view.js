import {blob, get} from './api.js';
import {View, button, h} from './dom.js';
import {presets} from './presets.js';
import {preview} from './previews.js';
import {texts} from './texts.js';

/** What was made, newest first. */
class LibraryView extends View {
  #loading = Promise.resolve();

  async show() {
    const select = (label, name, options) => h('label', label, h('select', {name, onchange: () => this.#first()},
      h('option', {value: ''}, texts.any), options.map((each) => h('option', {value: each}, texts.status[each] ?? each))));
    const names = await presets().then((all) => all.map((each) => each.name), () => []);
    this.filter = h('form.row', {onsubmit: (event) => { event.preventDefault(); this.#first(); }},
      select(texts.filterStatus, 'status', ['ready', 'pending', 'failed']),
      select(texts.filterPreset, 'preset', names),
      h('label', texts.filterName, h('input', {name: 'fileName', type: 'search', onchange: () => this.#first()})));
    this.list = h('ul.tiles');
    this.more = h('p');
    this.replaceChildren(h('h1', texts.latest), this.filter, this.list, this.more);
    this.#first();
  }

  #first() {
    const query = new URLSearchParams([...new FormData(this.filter)].filter(([, value]) => value));
    query.set('limit', 24);
    this.list.replaceChildren();
    this.asked = Symbol('list');
    this.#page(`cutouts?${query}`);
  }

  async #page(path) {
    const {asked} = this;
    await this.attempt(async () => {
      const page = await get(path, {signal: this.signal});
      if (this.asked !== asked) return;
      this.list.append(...page.items.map((cutout) => this.#tile(cutout)));
      this.more.replaceChildren(page.next ? button(texts.more, () => this.#page(page.next.slice(1))) : this.list.children.length ? '' : texts.notThere);
    });
  }

  #tile(cutout) {
    const picture = h('span.picture');
    const best = cutout.variants.filter((each) => each.url).sort((a, b) => a.delivered.size - b.delivered.size)[0];
    this.#loading = this.#loading.then(async () => {
      const small = !this.signal.aborted && await preview(await blob((best?.url ?? cutout.source.url).slice(1), {signal: this.signal}));
      if (small) picture.append(h('img', {src: this.urlOf(small), alt: ''}));
    }).catch(() => {});
    return h('li', {'data-status': cutout.status},
      h('a', {href: `#/cutouts/${cutout.id}`}, picture, h('span.name', cutout.source.fileName ?? cutout.id.slice(0, 8))),
      h('span.state', `${texts.signs[cutout.status]} ${texts.status[cutout.status]}`));
  }
}

customElements.define('library-view', LibraryView);
