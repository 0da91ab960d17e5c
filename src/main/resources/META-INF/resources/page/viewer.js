import {ARROWS, button, fill, h, radios} from './dom.js';
import {viewer as text} from './texts.js';

const STEP = 1.25;
let background = '';

/** Pictures over each other, to zoom and to move; a slider parts the one before from the one after. */
export function photoViewer() {
  let scale, x, y, grip;

  const to = (toX, toY) => {
    [x, y] = [toX, toY];
    layer.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    layer.classList.toggle('pixels', scale > 4);
  };

  const fit = () => {
    scale = 1;
    to(0, 0);
  };

  const zoom = (by, atX = 0, atY = 0) => {
    const old = scale;
    scale = Math.min(40, Math.max(0.2, scale * by));
    to(atX - ((atX - x) * scale) / old, atY - ((atY - y) * scale) / old);
  };

  /** One pixel of the picture is one of the screen. */
  const pixels = () => {
    const picture = layer.querySelector('img');
    if (!picture?.naturalWidth) return;
    const fitted = Math.min(stage.clientWidth / picture.naturalWidth, stage.clientHeight / picture.naturalHeight);
    zoom(1 / fitted / devicePixelRatio / scale);
  };

  const paint = () => {
    background = backgrounds.querySelector(':checked').value;
    stage.style.background = background === 'own' ? own.value : background;
  };

  const split = (percent) => layer.style.setProperty('--split', `${percent}%`);

  const layer = h('div.layer');
  const stage = h('div.stage', {
    tabindex: 0, role: 'group', 'aria-label': text.help, title: text.help,
    onpointerdown: (event) => {
      stage.setPointerCapture(event.pointerId);
      grip = [event.clientX - x, event.clientY - y];
    },
    onpointermove: (event) => grip && to(event.clientX - grip[0], event.clientY - grip[1]),
    onlostpointercapture: () => (grip = null),
    onwheel: (event) => {
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
    },
    onkeydown: (event) => {
      const arrow = ARROWS[event.key];
      if (arrow) to(x - 40 * arrow[0], y - 40 * arrow[1]);
      else if ('+='.includes(event.key)) zoom(STEP);
      else if (event.key === '-') zoom(1 / STEP);
      else if (event.key === '0') fit();
      else return;
      event.preventDefault();
    },
  }, layer);
  const slider = h('input.slider', {
    type: 'range', 'aria-label': text.slider, oninput: () => split(slider.value),
  });
  const own = h('input', {
    type: 'color', value: '#d4f1d4', 'aria-label': text.colour,
    oninput: () => (backgrounds.querySelector('[value=own]').checked = true),
  });
  const backgrounds = h('fieldset.row', {'aria-label': text.background, oninput: paint},
    radios('background', text.backgrounds, background), own);

  paint();
  const element = h('div', stage, slider, h('div.row',
    button('−', () => zoom(1 / STEP), '', {'aria-label': text.out}),
    button('+', () => zoom(STEP), '', {'aria-label': text.in}),
    button(text.fit, fit),
    button(text.pixels, pixels),
    backgrounds));

  const show = (before, after) => {
    fill(layer, after, before);
    slider.hidden = !before || !after;
    split(slider.hidden ? 100 : slider.value);
    fit();
  };
  return [element, show];
}
