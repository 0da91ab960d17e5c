import {ask, post} from './api.js';
import {View, announce, button, h} from './dom.js';
import {presetPicker} from './presets.js';
import {preview} from './previews.js';
import {texts} from './texts.js';
import {filesOf, isPhoto, openBatch, refsOf} from './uploads.js';

const TILES = 200;
let lastPresets = ['transparent'];

/** Photos in, and what is to become of them. */
class NewView extends View {
  #files = [];
  #presets = new Set(lastPresets);
  #priced;

  async show() {
    this.photos = h('input.unseen', {
      type: 'file', multiple: true, id: 'photos', tabIndex: -1, 'aria-label': texts.choosePhotos, accept: 'image/*,.heic,.heif,.avif',
      onchange: (event) => this.#add([...event.target.files]),
    });
    const folder = h('input.unseen', {
      type: 'file', multiple: true, webkitdirectory: true, tabIndex: -1, 'aria-label': texts.chooseFolder,
      onchange: (event) => this.#add([...event.target.files]),
    });
    this.tiles = h('ul.tiles.small');
    this.counted = h('p.row');
    this.price = h('p.price', {role: 'status'});
    this.startButton = button('', () => this.#start(), {className: 'primary large', disabled: true, id: 'start'});
    const zone = this.zone = h('div.drop',
      h('h1', texts.dropTitle), h('p.hint', texts.dropHint),
      h('p.row',
        button(texts.choosePhotos, () => this.photos.click(), 'primary'),
        button(texts.chooseFolder, () => folder.click())),
      this.photos, folder);
    this.form = h('section.choice', {hidden: true}, this.counted, this.tiles);
    this.replaceChildren(zone, this.form);
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle('over', on); };
    zone.addEventListener('dragenter', over(true));
    zone.addEventListener('dragover', over(true));
    zone.addEventListener('dragleave', over(false));
    window.addEventListener('drop', async (event) => {
      over(false)(event);
      this.#add(await filesOf(event.dataTransfer));
    }, {signal: this.signal});
    window.addEventListener('paste', (event) => this.#add([...event.clipboardData.files]), {signal: this.signal});
    await this.attempt(async () => this.form.append(
      await presetPicker(this.#presets, () => this.#changed()), h('div.bar', this.price, this.startButton)));
    this.#changed();
  }

  #add(files) {
    const photos = files.filter(isPhoto);
    if (photos.length < files.length) announce(texts.ignored(files.length - photos.length));
    this.ignored = files.length - photos.length;
    photos.forEach((file) => this.#files.push(file));
    photos.slice(0, Math.max(0, TILES - this.tiles.children.length)).forEach((file) => this.#tile(file));
    this.#changed();
  }

  #tile(file) {
    const picture = h('span.picture');
    const tile = h('li', picture, h('span.name', file.name), button('×', () => {
      this.#files.splice(this.#files.indexOf(file), 1);
      tile.remove();
      this.#changed();
      this.startButton.focus();
    }, {className: 'corner', 'aria-label': texts.remove(file.name)}));
    this.tiles.append(tile);
    preview(file).then((small) => small && tile.isConnected && picture.append(h('img', {src: this.urlOf(small), alt: ''})));
  }

  #changed() {
    const n = this.#files.length;
    this.form.hidden = n === 0;
    this.zone.classList.toggle('compact', n > 0);
    this.counted.replaceChildren(h('b', texts.photosChosen(n)), button(texts.removeAll, () => {
      this.#files = [];
      this.tiles.replaceChildren();
      this.#changed();
    }), this.ignored ? texts.ignored(this.ignored) : '');
    this.startButton.textContent = texts.start(n);
    this.startButton.disabled = n === 0 || this.#presets.size === 0;
    lastPresets = [...this.#presets];
    clearTimeout(this.#priced);
    if (n) this.#priced = setTimeout(() => this.#lookUpPrice(), 250);
  }

  async #lookUpPrice() {
    const asked = (this.asked = Symbol('price'));
    this.price.classList.remove('bad');
    if (!this.#presets.size) {
      this.price.textContent = texts.needPreset;
      return;
    }
    this.price.textContent = texts.pricing;
    try {
      const estimate = this.#files.length === 1
        ? await (await ask('cutouts?dryRun=true', {body: this.#formOf(this.#files[0]), signal: this.signal})).json()
        : await post('batches?dryRun=true', {presets: [...this.#presets], items: refsOf(this.#files).map((ref) => ({ref}))});
      if (this.asked !== asked) return;
      const {budget} = estimate;
      this.price.textContent = [
        texts.price(estimate.credits),
        budget ? texts.budget(Math.max(0, budget.daily - budget.committed), budget.daily) : '',
        estimate.refusal ?? '',
      ].join(' ');
      this.price.classList.toggle('bad', !estimate.allowed);
    } catch (problem) {
      if (this.asked !== asked || problem.name === 'AbortError') return;
      this.price.textContent = problem.message;
      this.price.classList.add('bad');
    }
  }

  #formOf(file) {
    const form = new FormData();
    form.append('image', file, file.name);
    this.#presets.forEach((preset) => form.append('preset', preset));
    return form;
  }

  async #start() {
    this.startButton.disabled = true;
    this.startButton.textContent = texts.starting;
    try {
      if (this.#files.length === 1) {
        // The work goes on at the service; the page of the cutout shows how far it is.
        const answer = await ask('cutouts', {
          method: 'POST', body: this.#formOf(this.#files[0]), headers: {Prefer: 'respond-async'},
        });
        location.hash = `#/cutouts/${(await answer.json()).id}`;
      } else {
        const name = texts.batchName(new Date().toLocaleString('en', {dateStyle: 'medium', timeStyle: 'short'}));
        location.hash = `#/batches/${await openBatch(name, [...this.#presets], this.#files)}`;
      }
    } catch (problem) {
      this.fail(problem);
      this.#changed();
    }
  }
}

customElements.define('new-view', NewView);
