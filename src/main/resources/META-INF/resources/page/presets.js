import {h} from './dom.js';

/** Its background, and whether it is cropped. */
function picture({variants}) {
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
  h('legend', 'What do you need?'),
  h('p.hint', 'Each result is kept. What is here already costs nothing.'),
  h('div.cards', presets.map((preset) => h('label',
    h('input', {
      type: 'checkbox', value: preset.name, checked: chosen.has(preset.name),
      onchange: (event) => {
        event.target.checked ? chosen.add(preset.name) : chosen.delete(preset.name);
        onchange();
      },
    }),
    picture(preset), h('span', h('b', preset.name), h('small', preset.description))))));
