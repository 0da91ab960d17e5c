import {View, button, h} from './dom.js';
import {texts} from './texts.js';

const STEP = 1.25;
const ARROWS = {ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40]};
let background = 'checks';

/** One or two pictures over each other, to zoom and to move; a slider says how much is shown of the one before. */
export class PhotoViewer extends View {
  #scale = 1;
  #x = 0;
  #y = 0;

  show() {
    this.layer = h('div.layer');
    this.stage = h('div.stage', {tabIndex: 0, role: 'group', 'aria-label': texts.viewerHelp, title: texts.viewerHelp}, this.layer);
    this.slider = h('input', {
      type: 'range', min: 0, max: 100, value: 50, 'aria-label': texts.slider, className: 'slider',
      oninput: () => this.layer.style.setProperty('--split', `${this.slider.value}%`),
    });
    const own = h('input', {type: 'color', value: '#d4f1d4', 'aria-label': texts.ownColour, oninput: () => this.#background('own')});
    this.own = own;
    this.choices = h('fieldset.row.backgrounds', h('legend.unseen', texts.background),
      Object.entries(texts.backgrounds).map(([name, label]) => h('label',
        h('input', {type: 'radio', name: 'background', value: name, checked: name === background, onchange: () => this.#background(name)}), label)), own);
    const bar = h('div.row',
      button('−', () => this.#zoom(1 / STEP), {'aria-label': texts.zoomOut}),
      button('+', () => this.#zoom(STEP), {'aria-label': texts.zoomIn}),
      button(texts.zoomFit, () => this.#fit()), button(texts.zoomPixels, () => this.#pixels()), this.choices);
    this.replaceChildren(this.stage, this.slider, bar);
    this.#background(background);
    this.#moves();
  }

  /** Shows URLs of pictures; of one that is null there is nothing to compare with. */
  pictures(before, after, alt) {
    const picture = (src, className) => src && h('img', {src, alt, className, draggable: false});
    this.layer.replaceChildren(...[picture(after, 'after'), picture(before, 'before')].filter(Boolean));
    this.slider.hidden = !before || !after;
    this.layer.style.setProperty('--split', this.slider.hidden ? '100%' : `${this.slider.value}%`);
    this.#fit();
  }

  #background(name) {
    background = name;
    this.stage.dataset.background = name;
    this.choices.querySelector(`[value=${name}]`).checked = true;
    this.stage.style.setProperty('--own', this.own.value);
  }

  #moves() {
    const {stage} = this;
    stage.addEventListener('pointerdown', (event) => {
      stage.setPointerCapture(event.pointerId);
      this.drag = [event.clientX - this.#x, event.clientY - this.#y];
    });
    stage.addEventListener('pointermove', (event) => this.drag && this.#to(event.clientX - this.drag[0], event.clientY - this.drag[1]));
    for (const type of ['pointerup', 'pointercancel']) stage.addEventListener(type, () => (this.drag = null));
    stage.addEventListener('wheel', (event) => {
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      this.#zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
    }, {passive: false});
    stage.addEventListener('keydown', (event) => {
      if (event.target !== stage) return;
      if (ARROWS[event.key]) this.#to(this.#x + ARROWS[event.key][0], this.#y + ARROWS[event.key][1]);
      else if (event.key === '+' || event.key === '=') this.#zoom(STEP);
      else if (event.key === '-') this.#zoom(1 / STEP);
      else if (event.key === '0') this.#fit();
      else return;
      event.preventDefault();
    });
  }

  #zoom(by, x = 0, y = 0) {
    const scale = Math.min(40, Math.max(0.2, this.#scale * by));
    const real = scale / this.#scale;
    this.#scale = scale;
    this.#to(x - (x - this.#x) * real, y - (y - this.#y) * real);
  }

  #fit() {
    this.#scale = 1;
    this.#to(0, 0);
  }

  /** One pixel of the picture is one of the screen. */
  #pixels() {
    const picture = this.layer.querySelector('img');
    if (!picture?.naturalWidth) return;
    const {width, height} = this.stage.getBoundingClientRect();
    const fitted = Math.min(width / picture.naturalWidth, height / picture.naturalHeight);
    this.#zoom(1 / fitted / devicePixelRatio / this.#scale);
  }

  #to(x, y) {
    this.#x = x;
    this.#y = y;
    this.layer.style.transform = `translate(${x}px, ${y}px) scale(${this.#scale})`;
    this.layer.classList.toggle('pixels', this.#scale > 4);
  }
}

customElements.define('photo-viewer', PhotoViewer);
