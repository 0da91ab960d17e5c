import {form, h} from './dom.js';
import {frame, library as text, word} from './texts.js';
import {setStatus, tile} from './view.js';

export default async function libraryView(view) {
  const results = h('div');

  const show = async (fields) => {
    const query = new URLSearchParams([...fields, ['limit', 24]].filter(([, value]) => value));
    // A page that comes late goes to a list that is not shown any more.
    const list = h('ul.tiles');
    results.replaceChildren(list);
    await view.page(list, `cutouts?${query}`, tileOf);
    if (!list.children.length) list.replaceWith(frame.none);
  };

  const tileOf = ({id, source, status, variants}) => {
    const made = tile(source.fileName ?? id.slice(0, 8));
    setStatus(made, status);
    made.firstChild.href = `#/cutouts/${id}`;
    const [smallest = source] = variants.filter((each) => each.url).sort((a, b) => a.delivered.size - b.delivered.size);
    view.draw(made, () => view.blob(smallest.url));
    return made;
  };

  const select = (label, name, options) => h('label', label, ' ', h('select', {name},
    h('option', {value: ''}, text.any), options.map((each) => h('option', {value: each}, word(each)))));

  const presets = await view.ask('presets').catch(() => []);
  const filter = form(show,
    select(text.status, 'status', ['ready', 'pending', 'failed']),
    select(text.preset, 'preset', presets.map(({name}) => name)),
    h('label', text.name, ' ', h('input', {name: 'fileName', type: 'search'})));
  filter.onchange = () => filter.requestSubmit();
  view.append(h('h1', text.title), filter, results);
  await show([]);
}
