import {ask} from './api.js';
import {announce, button, h, wait} from './dom.js';
import {presetPicker} from './presets.js';
import {batchOf, chooser, filesOf, isPhoto, openBatch} from './uploads.js';
import {tile} from './view.js';
import {budgetOf, plural} from './words.js';

const TILES = 200;
/** What was chosen last is chosen again. */
const presets = new Set(['transparent']);

export default async function newView(view) {
  let files = [];
  let asked = 0;

  const add = (more) => {
    const photos = more.filter(isPhoto);
    const others = more.length - photos.length;
    left.textContent = others ? `${plural(others, 'file is', 'files are')} no photo and left out.` : '';
    if (others) announce(left.textContent);
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
    }, 'corner', {'aria-label': `Remove ${file.name}`}));
    view.draw(made, () => file);
    return made;
  };

  const changed = () => {
    choice.hidden = !files.length;
    zone.classList.toggle('compact', files.length);
    count.textContent = plural(files.length, 'photo');
    start.textContent = files.length > 1 ? `Cut out ${files.length} photos` : 'Cut out the photo';
    start.disabled = !presets.size;
    if (files.length) lookUpPrice();
  };

  /** When nothing was changed for a moment; an answer that a later change has overtaken is not shown. */
  const lookUpPrice = async () => {
    const mine = ++asked;
    const say = (text, isBad = false) => {
      if (mine !== asked) return;
      price.textContent = text;
      price.classList.toggle('bad', isBad);
    };
    say(presets.size ? 'Looking up the price …' : 'Choose at least one.');
    await wait(250);
    if (mine !== asked || !presets.size) return;
    try {
      const {credits, budget, refusal, allowed} = await (files.length === 1
        ? view.ask('cutouts?dryRun=true', {body: formOf(files[0])})
        : view.ask('batches?dryRun=true', {json: batchOf(presets, files)}));
      const costs = credits ? `Costs at most ${plural(credits, 'credit')}.` : 'Costs nothing: all of it is here.';
      say([costs, budgetOf(budget), refusal].filter(Boolean).join(' '), !allowed);
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
    start.textContent = 'Sending the photo …';
    try {
      if (files.length === 1) {
        // The work goes on at the service.
        const {id} = await ask('cutouts', {body: formOf(files[0]), headers: {Prefer: 'respond-async'}});
        location.hash = `#/cutouts/${id}`;
      } else {
        const name = `Photos of ${new Date().toLocaleString('en', {dateStyle: 'medium', timeStyle: 'short'})}`;
        location.hash = `#/batches/${await openBatch(name, presets, files)}`;
      }
    } catch (problem) {
      changed();
      throw problem;
    }
  };

  const tiles = h('ul.tiles.small');
  const count = h('b');
  const left = h('span');
  const clear = button('Remove all', () => {
    files = [];
    tiles.replaceChildren();
    changed();
  });
  const price = h('p.price', {role: 'status'});
  const start = button('', begin, 'primary', {id: 'start'});
  const choice = h('section.choice', {hidden: true}, h('p.row', count, clear, left), tiles);
  const over = (on) => () => zone.classList.toggle('over', on);
  const zone = h('div.drop', {ondragover: over(true), ondragleave: over(false), ondrop: over(false)},
    h('h1', 'Drop photos here'),
    h('p.hint', 'JPEG, PNG, WebP, AVIF or HEIC. One photo becomes a cutout, several become a batch. You can paste, too.'),
    h('p.row',
      chooser('Choose photos', add, 'primary', {id: 'photos', accept: 'image/*,.heic,.heif,.avif'}),
      chooser('Choose a folder', add, '', {webkitdirectory: true})));
  view.append(zone, choice);
  view.on('drop', async (event) => add(await filesOf(event.dataTransfer)));
  view.on('paste', (event) => add([...event.clipboardData.files]));
  choice.append(presetPicker(await view.ask('presets'), presets, changed), h('div.bar', price, start));
}
