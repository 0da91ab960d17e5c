import {ask, blob, get, post} from './api.js';
import {View, announce, button, h, notice} from './dom.js';
import {texts} from './texts.js';

/** As many pixels across as the board ever has on a dense screen: what is larger takes long to draw, and much memory. */
const SHARPEST = 1920;
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/** A selection by dots: click to keep, click otherwise to leave out, click a dot to remove it. */
class DotsView extends View {
  #dots = [];
  #past = [];
  #future = [];
  #asked = 0;
  #cross = null;

  async show() {
    this.id = this.dataset.id;
    this.head = h('h1', texts.dotsTitle);
    this.replaceChildren(this.head);
    await this.attempt(async () => {
      const [selection] = await Promise.all([this.#there(), this.#photo()]);
      selection ? this.#begin(selection) : this.#offer();
    });
  }

  /** The selection of this photo, if there is one that is still good. */
  async #there() {
    try {
      const selection = await get(`selections/${this.id}`, {signal: this.signal});
      return new Date(selection.expiresAt) > new Date() ? selection : null;
    } catch (problem) {
      if (problem.status === 404) return null;
      throw problem;
    }
  }

  async #photo() {
    const photo = await blob(`cutouts/${this.id}/source`, {signal: this.signal});
    const whole = await createImageBitmap(photo, {imageOrientation: 'from-image'}).catch(() => {
      throw new Error(texts.cannotShow);
    });
    this.size = {width: whole.width, height: whole.height};
    this.photo = await this.#small(whole);
    whole.close();
    this.signal.addEventListener('abort', () => [this.photo, this.cut].forEach((each) => each?.close()));
  }

  /** A picture as large as the board needs it, scaled beside the page's own work. */
  #small(picture) {
    const resizeWidth = Math.min(this.size.width, SHARPEST);
    return createImageBitmap(picture, {resizeWidth, resizeQuality: 'medium'});
  }

  #offer() {
    const start = button(texts.dotsStart, async () => {
      start.disabled = true;
      await this.attempt(async () => this.#begin(await post('selections', {cutout: this.id}, {signal: this.signal})));
      start.disabled = false;
    }, {className: 'primary', id: 'start'});
    const offer = h('div', h('p', texts.dotsPrice), h('p', start));
    this.append(offer);
  }

  #begin(selection) {
    this.selection = selection;
    const kinds = ['keep', 'leave'];
    this.#dots = kinds.flatMap((kind) => (selection[kind] ?? []).map(({x, y}) => ({kind, x, y})));
    this.canvas = h('canvas', {role: 'img', 'aria-label': texts.canvas});
    this.marks = h('div.marks');
    this.board = h('div.board', {tabIndex: 0, role: 'application', 'aria-label': texts.dotsHelp,
      onclick: (event) => this.#click(event, event.altKey), oncontextmenu: (event) => this.#click(event, true),
      onkeydown: (event) => this.#key(event)}, this.canvas, this.marks);
    const radio = (kind) => h('label', h('input', {type: 'radio', name: 'mode', value: kind, checked: kind === 'keep'}), texts[kind]);
    this.mode = h('fieldset.row', h('legend', texts.mode), kinds.map(radio));
    this.undoButton = button(texts.undo, () => this.#undo());
    this.redoButton = button(texts.redo, () => this.#redo());
    this.clearButton = button(texts.clear, () => this.#change([]));
    this.state = h('p.hint');
    const name = h('input', {id: 'name', value: 'mended', pattern: '[a-z0-9][a-z0-9\\-]{0,62}', required: true});
    this.finishForm = h('form.row', {onsubmit: (event) => this.#finish(event, name.value)},
      h('label', {htmlFor: 'name'}, texts.resultName), name, h('button.primary', texts.finish));
    this.replaceChildren(this.head, h('p.hint', texts.dotsHelp), this.board,
      h('div.row', this.mode, this.undoButton, this.redoButton, this.clearButton), this.state, this.finishForm);
    this.addEventListener('keydown', (event) => this.#shortcut(event));
    const fit = new ResizeObserver(() => this.#draw());
    fit.observe(this.board);
    this.signal.addEventListener('abort', () => fit.disconnect());
    this.#mark();
    this.#take(selection);
    this.board.focus();
  }

  /** Where in the photo an event is, whatever the size of the board. */
  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    const at = (value, size) => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
    return {x: at((event.clientX - box.left) / box.width, this.size.width), y: at((event.clientY - box.top) / box.height, this.size.height)};
  }

  #click(event, other) {
    event.preventDefault();
    if (event.target.closest('.dot')) return;
    const mode = this.mode.querySelector(':checked').value;
    this.#add(other ? (mode === 'keep' ? 'leave' : 'keep') : mode, this.#place(event));
  }

  #key(event) {
    if (event.target !== this.board) return;
    const {width, height} = this.size;
    this.#cross ??= {x: width >> 1, y: height >> 1};
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? 10 : 1;
      this.#cross = {
        x: Math.min(width - 1, Math.max(0, this.#cross.x + arrow[0] * step)),
        y: Math.min(height - 1, Math.max(0, this.#cross.y + arrow[1] * step)),
      };
      announce(texts.cross(this.#cross.x, this.#cross.y));
      this.#mark();
    } else if (event.key === 'Enter') {
      this.#add(event.shiftKey ? 'leave' : 'keep', this.#cross);
    } else if (event.key === 'Backspace') {
      this.#change(this.#dots.slice(0, -1));
    } else {
      return;
    }
    event.preventDefault();
  }

  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches('input[type=text], #name')) return;
    const key = event.key.toLowerCase();
    if (key === 'z') event.shiftKey ? this.#redo() : this.#undo();
    else if (key === 'y') this.#redo();
    else return;
    event.preventDefault();
  }

  #add(kind, {x, y}) {
    this.#change([...this.#dots, {kind, x, y}]);
  }

  #change(dots) {
    if (dots.length === 0 && this.#dots.length === 0) return;
    this.#past.push(this.#dots);
    this.#future = [];
    this.#set(dots);
  }

  #undo() {
    if (!this.#past.length) return;
    this.#future.push(this.#dots);
    this.#set(this.#past.pop());
  }

  #redo() {
    if (!this.#future.length) return;
    this.#past.push(this.#dots);
    this.#set(this.#future.pop());
  }

  #set(dots) {
    this.#dots = dots;
    this.#mark();
    this.#send();
  }

  /** Numbered, and + or −: not told apart by colour alone. */
  #mark() {
    const at = (element, {x, y}) => {
      element.style.left = `${((x + 0.5) / this.size.width) * 100}%`;
      element.style.top = `${((y + 0.5) / this.size.height) * 100}%`;
      return element;
    };
    this.marks.replaceChildren(
      ...this.#dots.map((dot, i) => at(button(`${dot.kind === 'keep' ? '+' : '−'}${i + 1}`, () => {
        this.#change(this.#dots.filter((each) => each !== dot));
        this.board.focus();
      }, {className: `dot ${dot.kind}`, 'aria-label': texts.dot(dot.kind, i + 1, dot.x, dot.y)}), dot)),
      ...(this.#cross ? [at(h('span.cross'), this.#cross)] : []));
    this.undoButton.disabled = !this.#past.length;
    this.redoButton.disabled = !this.#future.length;
    this.clearButton.disabled = !this.#dots.length;
    this.finishForm.hidden = !this.#dots.length;
  }

  /** One call at a time, always with all dots; what was clicked meanwhile goes with the next one. */
  async #send(renew = false) {
    const mine = ++this.#asked;
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    this.state.textContent = texts.segmenting;
    const of = (kind) => this.#dots.filter((dot) => dot.kind === kind).map(({x, y}) => ({x, y}));
    const started = performance.now();
    try {
      const selection = await (await ask(`selections/${this.id}/points`, {
        method: 'PUT', json: {keep: of('keep'), leave: of('leave'), renew}, signal: this.signal})).json();
      if (!this.again) await this.#take(selection, mine);
      this.dataset.took = Math.round(performance.now() - started);
    } catch (problem) {
      this.#failed(problem);
    }
    this.sending = false;
    if (this.again) {
      this.again = false;
      this.#send();
    }
  }

  #failed(problem) {
    if (problem.type === 'selection-expired') {
      this.state.replaceChildren(notice(texts.expired, 'warn', button(texts.renew, () => this.#send(true), 'primary')));
    } else {
      this.state.textContent = '';
      this.fail(problem);
    }
  }

  /** Shows a picture unless a later one is wanted by now. */
  async #take(selection, asked = this.#asked) {
    this.querySelector(':scope > .notice.bad')?.remove();
    this.selection = selection;
    const cut = selection.image && this.#dots.length
      ? await this.#small(await blob(selection.image.slice(1), {signal: this.signal, cache: 'no-store'})) : null;
    if (asked !== this.#asked) {
      cut?.close();
      return;
    }
    this.cut?.close();
    this.cut = cut;
    this.#draw();
    this.state.textContent = this.#dots.length ? texts.segmented(this.#dots.length) : '';
    if (this.#dots.length) announce(this.state.textContent);
  }

  /** The photo, dark where it is not selected; as many pixels as the screen has. */
  #draw() {
    const {photo, canvas, cut} = this;
    const width = Math.min(photo.width, Math.round(this.board.clientWidth * devicePixelRatio));
    if (!width) return;
    canvas.width = width;
    canvas.height = Math.round((width * photo.height) / photo.width);
    const context = canvas.getContext('2d');
    context.drawImage(photo, 0, 0, canvas.width, canvas.height);
    if (cut) {
      context.fillStyle = 'rgb(10 10 40 / 65%)';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(cut, 0, 0, canvas.width, canvas.height);
    }
  }

  #finish(event, name) {
    event.preventDefault();
    return this.attempt(async () => {
      await post(`selections/${this.id}/finish`, {name}, {signal: this.signal});
      location.hash = `#/cutouts/${this.id}`;
    });
  }
}

customElements.define('dots-view', DotsView);
