import {blob, events, get, post, save} from './api.js';
import {here} from './app.js';
import {View, announce, bytes, button, h, notice} from './dom.js';
import {preview} from './previews.js';
import {texts} from './texts.js';
import {Upload, fill, filesOf, isPhoto} from './uploads.js';

const PAGE = 200;
const POLL = 3000;
const ENDED = ['ready', 'partly', 'failed', 'cancelled'];

/** A batch: a tile for each photo, live. */
class BatchView extends View {
  #tiles = new Map();
  #after = '';
  #loading = Promise.resolve();

  async show() {
    this.id = this.dataset.id;
    this.head = h('h1', texts.batch);
    this.bar = h('progress', {max: 1, value: 0, 'aria-label': texts.batch});
    this.counts = h('p.row.counts');
    this.why = h('div');
    this.controls = h('p.row.controls');
    this.connection = h('small.hint');
    this.list = h('ul.tiles');
    this.moreButton = h('p');
    this.replaceChildren(this.head, this.bar, this.counts, this.why, this.controls, this.connection, this.list, this.moreButton);
    this.seen = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach(({target}) => this.#picture(target)));
    this.signal.addEventListener('abort', () => this.seen.disconnect());
    await this.attempt(async () => {
      this.#progress(await get(`batches/${this.id}`));
      await this.#page(`batches/${this.id}/items?limit=${PAGE}`);
      this.#watchUpload();
      this.#follow();
    });
  }

  async #page(path) {
    const page = await get(path);
    page.items.forEach((item) => this.#item(item, true));
    this.moreButton.replaceChildren(page.next ? button(texts.more, () => this.#page(page.next.slice(1))) : '');
  }

  /** Events while they come; looking every few seconds when they do not. */
  async #follow() {
    while (!this.signal.aborted) {
      try {
        this.connection.textContent = texts.live;
        for await (const {name, id, data} of events(`batches/${this.id}/events`, this.#after, this.signal)) {
          this.#after = id || this.#after;
          if (name === 'item') this.#item(JSON.parse(data));
          else if (name === 'progress' || name === 'end') this.#progress(JSON.parse(data));
          else if (name === 'stale') await this.#look();
          if (name === 'end') {
            this.connection.textContent = '';
            return;
          }
        }
      } catch (problem) {
        if (this.signal.aborted || problem.status === 404) return;
      }
      this.connection.textContent = texts.polling;
      await new Promise((resolve) => setTimeout(resolve, POLL));
      await this.attempt(() => this.#look());
      if (ENDED.includes(this.batch.status)) return;
    }
  }

  async #look() {
    this.#progress(await get(`batches/${this.id}`));
    for (let from = 0; from < this.#tiles.size; from += PAGE) {
      const page = await get(`batches/${this.id}/items?limit=${PAGE}&after=${from}`);
      page.items.forEach((item) => this.#item(item));
    }
  }

  #progress(batch) {
    const before = this.batch?.status;
    if (batch.status !== 'open') this.told?.remove();
    this.batch = batch;
    const {counts, credits} = batch;
    const ended = counts.ready + counts.failed + counts.cancelled;
    this.head.textContent = `${batch.name ?? texts.batch}: ${texts.status[batch.status]}`;
    document.title = `${ended}/${counts.total} ${texts.product}`;
    this.bar.max = counts.total;
    this.bar.value = ended;
    this.counts.replaceChildren(...[
      h('b', texts.progress(ended, counts.total)),
      counts.failed ? texts.progressFailed(counts.failed) : '',
      batch.ratePerMinute ? texts.rate(batch.ratePerMinute) : '',
      batch.eta ? texts.eta((new Date(batch.eta) - Date.now()) / 60_000) : '',
      texts.credits(credits.spent, credits.saved),
    ].filter(Boolean).map((text) => h('span', text)));
    this.why.replaceChildren(batch.reason ? notice(texts.reasons[batch.reason], 'warn') : '');
    if (before !== batch.status || !this.controls.children.length) this.#buttons();
    announce(`${texts.status[batch.status]}, ${texts.progress(ended, counts.total)}`);
  }

  #buttons() {
    const {status, counts} = this.batch;
    const act = (action) => () => this.attempt(async () => {
      this.#progress(await post(`batches/${this.id}/${action}`));
      if (action === 'retry') this.#follow();
    });
    const may = here.roles.has('editor');
    const ended = ENDED.includes(status);
    this.controls.replaceChildren(...[
      may && status === 'running' && button(texts.pause, act('pause')),
      may && status === 'paused' && button(texts.resume, act('resume'), 'primary'),
      may && ['running', 'paused'].includes(status) && button(texts.cancel, act('cancel')),
      may && ended && counts.failed > 0 && button(texts.retry, act('retry'), 'primary'),
      ended && counts.ready > 0 && button(texts.zip, () => this.attempt(() => save(`batches/${this.id}/archive`, `${this.batch.name ?? this.id}.zip`,
        (n) => announce(texts.zipping(bytes(n))))), 'primary'),
    ].filter(Boolean));
  }

  /** What this tab sends; or, after a reload, what it cannot send any more. */
  #watchUpload() {
    const upload = Upload.of(this.id);
    const missing = this.batch.counts.waitingForPhoto;
    if (this.batch.status !== 'open' || (!upload && !missing)) return;
    const told = this.told = h('div.upload');
    this.why.after(told);
    const without = () => button(texts.startAnyway, () => this.attempt(async () => this.#progress(await post(`batches/${this.id}/start?skipMissing=true`))));
    if (!upload) {
      const input = h('input.unseen', {type: 'file', multiple: true, tabIndex: -1, 'aria-label': texts.choosePhotos, onchange: (e) => take([...e.target.files])});
      const take = (files) => this.attempt(async () => {
        if (!await fill(this.id, files.filter(isPhoto))) return;
        told.remove();
        this.#watchUpload();
      });
      told.append(
        notice(texts.missing(missing), 'warn'), input,
        h('p.row', button(texts.choosePhotos, () => input.click(), 'primary'), without()));
      window.addEventListener('drop', async (event) => take(await filesOf(event.dataTransfer)), {signal: this.signal});
      return;
    }
    const progress = () => {
      const done = upload.sent === upload.total && !upload.failed.size;
      told.replaceChildren(...(done ? [] : [
        h('p', texts.uploading(upload.sent, upload.total)),
        ...[...upload.failed].map(([ref, problem]) => notice(texts.uploadFailed(ref, problem.message))),
        upload.failed.size ? h('p.row', button(texts.sendAgain, () => upload.retry(), 'primary'), without()) : '',
      ]));
    };
    upload.addEventListener('progress', progress, {signal: this.signal});
    upload.done.then(() => this.#look()).catch(() => {});
    progress();
  }

  #item(item, mayAdd = false) {
    let tile = this.#tiles.get(item.position);
    if (!tile) {
      if (!mayAdd) return;
      tile = h('li', h('a', h('span.picture'), h('span.name', item.ref)),
        h('span.state'), h('p.problem'));
      this.#tiles.set(item.position, tile);
      this.list.append(tile);
      this.seen.observe(tile);
    }
    tile.item = item;
    tile.dataset.status = item.status;
    const [link, state, problem] = tile.children;
    if (item.cutout) link.href = `#${item.cutout}`;
    state.textContent = `${texts.signs[item.status]} ${texts.status[item.status]}`;
    problem.textContent = item.problem?.detail ?? '';
    if (tile.visible) this.#picture(tile);
  }

  /** Before: what this tab sends. After: the first result, made small. One after another. */
  #picture(tile) {
    tile.visible = true;
    const stage = tile.item.status === 'ready' ? 'after' : 'before';
    if (tile.stage === stage) return;
    tile.stage = stage;
    this.#loading = this.#loading.then(async () => {
      const small = stage === 'before'
        ? await Upload.of(this.id)?.preview(tile.item.ref)
        : await preview(await this.#result(tile.item.cutout));
      if (!small || this.signal.aborted || tile.stage !== stage) return;
      const old = tile.querySelector('img');
      const image = h('img', {src: this.urlOf(small), alt: ''});
      tile.querySelector('.picture').replaceChildren(image);
      if (old) this.release(old.src);
    }).catch(() => {});
  }

  async #result(path) {
    const cutout = await get(path.slice(1), {signal: this.signal});
    return blob(cutout.variants.find((variant) => variant.url).url.slice(1), {signal: this.signal});
  }
}

customElements.define('batch-view', BatchView);
