import {ask} from './api.js';
import {announce, button, h, wait} from './dom.js';
import {batchOf, chooser, filesOf, isPhoto, openBatch} from './uploads.js';
import {beginning as text, budgetOf, frame} from './texts.js';
import {presetPicker, tile} from './view.js';

const TILES = 200;
/** What was chosen last is chosen again. */
const presets = new Set(['transparent']);

export default async function newView(view) {
  let files = [];
  let asked = 0;

  const add = (more) => {
    const photos = more.filter(isPhoto);
    announce(text.left(more.length - photos.length), left);
    files.push(...photos);
    tiles.append(...photos.slice(0, TILES - tiles.children.length).map(tileOf));
    changed();
  };

  const tileOf = (file) => {
    const made = tile(file.name, button('×', () => {
      files = files.filter((each) => each !== file);
      made.remove();
      changed();
      start.focus();
    }, 'corner', {'aria-label': text.remove(file.name)}));
    view.draw(made, () => file);
    return made;
  };

  const changed = () => {
    choice.hidden = !files.length;
    zone.classList.toggle('compact', files.length);
    count.textContent = text.count(files.length);
    start.textContent = text.start(files.length);
    start.disabled = !presets.size;
    if (files.length) lookUpPrice();
  };

  /** When nothing was changed for a moment; an answer that a later change has overtaken is not shown. */
  const lookUpPrice = async () => {
    const mine = ++asked;
    const say = (said, isBad = false) => {
      if (mine !== asked) return;
      price.textContent = said;
      price.classList.toggle('bad', isBad);
    };
    say(presets.size ? text.pricing : text.needed);
    await wait(250);
    if (mine !== asked || !presets.size) return;
    try {
      const {credits, budget, refusal, allowed} = await (files.length === 1
        ? view.ask('cutouts?dryRun=true', {body: formOf(files[0])})
        : view.ask('batches?dryRun=true', {json: batchOf(presets, files)}));
      say([text.price(credits), budgetOf(budget), refusal].filter(Boolean).join(' '), !allowed);
    } catch (problem) {
      say(problem.message, true);
    }
  };

  const formOf = (file) => {
    const fields = new FormData();
    fields.append('image', file);
    presets.forEach((preset) => fields.append('preset', preset));
    return fields;
  };

  const begin = async () => {
    start.textContent = text.sending;
    try {
      if (files.length === 1) {
        // The work goes on at the service.
        const {id} = await ask('cutouts', {body: formOf(files[0]), headers: {Prefer: 'respond-async'}});
        location.hash = `#/cutouts/${id}`;
      } else {
        location.hash = `#/batches/${await openBatch(text.batch(), presets, files)}`;
      }
    } catch (problem) {
      changed();
      throw problem;
    }
  };

  const tiles = h('ul.tiles');
  const count = h('b');
  const left = h('span');
  const clear = button(text.clear, () => {
    files = [];
    tiles.replaceChildren();
    changed();
  });
  const price = h('p.price', {role: 'status'});
  const start = button('', begin, 'primary', {id: 'start'});
  const choice = h('section.choice', {hidden: true}, h('p.row', count, clear, left), tiles);
  const over = (on) => () => zone.classList.toggle('over', on);
  const zone = h('div.drop', {ondragover: over(true), ondragleave: over(false), ondrop: over(false)},
    h('h1', text.drop),
    h('p.hint', text.kinds),
    h('p.row',
      chooser(frame.photos, add, 'primary', {id: 'photos', accept: 'image/*,.heic,.heif,.avif'}),
      chooser(text.folder, add, '', {webkitdirectory: true})));
  view.append(zone, choice);
  view.on('drop', async (event) => add(await filesOf(event.dataTransfer)));
  view.on('paste', (event) => add([...event.clipboardData.files]));
  choice.append(presetPicker(await view.ask('presets'), presets, changed), h('div.bar', price, start));
}
