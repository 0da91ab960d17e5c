import {ask, blob, get, post, save} from './api.js';
import {here} from './app.js';
import {View, announce, button, bytes, h, notice} from './dom.js';
import {presetPicker} from './presets.js';
import {texts} from './texts.js';
import './viewer.js';

const SHOWN = /^image\/(jpeg|png|webp|avif)$/;

/** A photo and what was made of it. */
class CutoutView extends View {
  #urls = new Map();

  async show() {
    this.id = this.dataset.id;
    this.head = h('h1', texts.working);
    this.tabs = h('div.row.variants', {role: 'group', 'aria-label': texts.variants});
    this.viewer = h('photo-viewer');
    this.facts = h('p.hint');
    this.controls = h('p.row.controls');
    this.more = h('details', h('summary', texts.addVariants));
    this.more.addEventListener('toggle', () => this.#moreVariants(), {once: true});
    this.replaceChildren(this.head, this.tabs, this.viewer, this.facts, this.controls, this.more);
    this.more.hidden = !here.roles.has('editor');
    await this.#look();
  }

  /** Until all of it has ended. */
  async #look() {
    await this.attempt(async () => {
      for (;;) {
        this.cutout = await get(`cutouts/${this.id}`, {signal: this.signal});
        await this.#shown();
        if (this.cutout.status !== 'pending') return;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        if (this.signal.aborted) return;
      }
    });
  }

  async #shown() {
    const {source, status, variants, credits} = this.cutout;
    const text = `${source.fileName ?? texts.source}: ${texts.status[status]}`;
    if (this.head.textContent !== text) announce(text);
    this.head.textContent = text;
    document.title = `${source.fileName ?? ''} ${texts.product}`;
    this.chosen = variants.find((each) => each.name === this.chosen?.name && each.url) ?? variants.find((each) => each.url) ?? variants[0];
    this.tabs.replaceChildren(...variants.map((variant) => button(
      `${texts.signs[variant.status]} ${variant.name}`,
      () => { this.chosen = variant; this.#shown(); },
      {'aria-pressed': String(variant === this.chosen), 'data-status': variant.status})),
    ...(variants.filter((each) => each.url).length > 1
      ? [button(texts.sideBySide, () => this.#sideBySide(), 'plain')] : []));
    this.querySelectorAll(':scope > .failure').forEach((old) => old.remove());
    variants.filter((each) => each.failure).forEach((each) => {
      const told = notice(`${each.name}: ${each.failure}`);
      told.classList.add('failure');
      this.tabs.after(told);
    });
    this.facts.textContent = [
      `${texts.source}: ${texts.size(source.width, source.height, bytes(source.size))}`,
      this.chosen?.delivered ? `${this.chosen.name}: ${texts.size(this.chosen.delivered.width, this.chosen.delivered.height, bytes(this.chosen.delivered.size))}` : '',
      texts.credits(credits),
    ].filter(Boolean).join(' · ');
    this.#buttons();
    const before = await this.#picture(source.url, source.mediaType);
    const after = this.chosen?.url && await this.#picture(this.chosen.url, this.chosen.delivered.mediaType);
    const same = this.chosen?.delivered && !this.chosen.requested?.autocrop;
    if (this.signal.aborted || this.shownPictures === `${before}${after}`) return;
    this.shownPictures = `${before}${after}`;
    this.viewer.pictures(after && !same ? null : before, after, source.fileName ?? texts.source);
  }

  #buttons() {
    const {chosen} = this;
    const sure = () => {
      this.remover.replaceWith(button(texts.sure, () => this.attempt(async () => {
        await ask(`cutouts/${this.id}`, {method: 'DELETE'});
        announce(texts.deleted);
        location.hash = '#/library';
      }), {className: 'danger', id: 'sure'}));
      this.querySelector('#sure').focus();
    };
    this.remover = button(texts.del, sure);
    const may = here.roles.has('editor');
    const extension = {'image/jpeg': 'jpg'}[chosen?.delivered?.mediaType] ?? chosen?.delivered?.mediaType.split('/')[1];
    this.controls.replaceChildren(...[
      chosen?.url && button(texts.downloadOf(chosen.name), () => this.attempt(() => save(chosen.url.slice(1), `${chosen.name}.${extension}`)), 'primary'),
      may && this.cutout.status !== 'pending' && h('a.button', {href: `#/cutouts/${this.id}/dots`}, texts.mend),
      may && this.remover,
    ].filter(Boolean));
  }

  /** A picture's URL, fetched once; null when no browser shows it. */
  #picture(url, type) {
    if (!SHOWN.test(type)) return null;
    if (!this.#urls.has(url)) this.#urls.set(url, blob(url.slice(1), {signal: this.signal}).then((picture) => this.urlOf(picture)));
    return this.#urls.get(url);
  }

  async #sideBySide() {
    const ready = this.cutout.variants.filter((each) => each.url);
    const figures = await Promise.all(ready.map(async (each) => h('figure',
      h('img', {src: await this.#picture(each.url, each.delivered.mediaType), alt: each.name, className: 'checks'}),
      h('figcaption', each.name, ' ', h('small', texts.size(each.delivered.width, each.delivered.height, bytes(each.delivered.size)))))));
    const dialog = h('dialog.wide', {'aria-label': texts.sideBySide},
      h('div.figures', figures), button(texts.close, () => dialog.close()));
    dialog.addEventListener('close', () => dialog.remove());
    this.append(dialog);
    dialog.showModal();
  }

  async #moreVariants() {
    const chosen = new Set();
    const made = button(texts.make, async () => {
      made.disabled = true;
      await this.attempt(async () => {
        await post(`cutouts/${this.id}/variants`, {presets: [...chosen]}, {headers: {Prefer: 'respond-async'}});
        this.more.open = false;
        await this.#look();
      }, this.more);
      made.disabled = false;
    }, {className: 'primary', disabled: true});
    await this.attempt(async () => this.more.append(
      await presetPicker(chosen, () => (made.disabled = !chosen.size)), h('p', made)), this.more);
  }
}

customElements.define('cutout-view', CutoutView);
