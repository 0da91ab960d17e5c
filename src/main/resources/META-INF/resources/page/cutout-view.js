import {mayEdit, save, send} from './api.js';
import {announce, button, dialog, fill, h, notice, wait} from './dom.js';
import {creditsOf, cutout as text, dots, headline, joined, signed, sizeOf, titleOf} from './texts.js';
import {presetPicker} from './view.js';
import {photoViewer} from './viewer.js';

const SHOWN = /^image\/(jpeg|png|webp|avif)$/;

export default async function cutoutView(view, id) {
  const path = `cutouts/${id}`;
  let cutout, name, chosen, pictures;

  const look = async () => {
    do {
      const before = JSON.stringify(cutout);
      cutout = await view.ask(path);
      // What is the same stays, and so does the focus in it.
      if (JSON.stringify(cutout) !== before) await show();
    } while (cutout.status === 'pending' && !await wait(1000));
  };

  const show = async () => {
    const {source, status, variants} = cutout;
    const ready = variants.filter((each) => each.url);
    name = source.fileName ?? text.photo;
    document.title = titleOf(name);
    announce(headline(name, status), head);
    chosen = ready.find((each) => each.name === chosen?.name) ?? ready[0] ?? variants[0];
    fill(tabs,
      variants.map((each) => button(signed(each.status, each.name), async () => {
        chosen = each;
        await show();
        tabs.querySelector('[aria-pressed=true]').focus();
      }, '', {'aria-pressed': `${each === chosen}`})),
      ready.length > 1 && button(text.compare, () => sideBySide(ready), 'plain'));
    fill(failures, variants.map((each) => each.failure && notice(`${each.name}: ${each.failure}`)));
    const {delivered, requested, url} = chosen ?? {};
    facts.textContent = joined(`${text.photo}: ${sizeOf(source)}`, delivered && `${chosen.name}: ${sizeOf(delivered)}`,
      creditsOf({spent: cutout.credits}));
    const ending = delivered?.mediaType.split('/')[1].replace('jpeg', 'jpg');
    fill(controls,
      url && button(text.download(chosen.name), () => save(`${url}?download`, `${chosen.name}.${ending}`), 'primary'),
      mayEdit() && status !== 'pending' && h('a.button', {href: `#/${path}/dots`}, dots.title),
      mayEdit() && [button(text.remove, null, '', {popovertarget: 'sure'}), sure]);
    // What was cropped lies elsewhere in the picture.
    const cropped = requested?.autocrop && SHOWN.test(delivered?.mediaType);
    const shown = [!cropped && source, url && {url, ...delivered}];
    const wanted = shown.map((each) => each?.url).join();
    if (pictures === wanted) return;
    pictures = wanted;
    const [before, after] = await Promise.all([picture(shown[0], 'before'), picture(shown[1], 'after')]);
    if (pictures === wanted) showPictures(before, after);
  };

  /** A picture; null when no browser shows it. */
  const picture = async (of, kind, alt = name) => {
    if (!SHOWN.test(of?.mediaType)) return null;
    return view.picture(await view.blob(of.url), {class: kind, alt, draggable: 'false'});
  };

  const sideBySide = async (ready) => dialog(view, {'aria-label': text.compare},
    h('div.row', await Promise.all(ready.map(async ({name: variant, url, delivered}) => h('figure',
      await picture({url, ...delivered}, 'checks', variant),
      h('figcaption', variant, ' ', h('small', sizeOf(delivered))))))),
    h('form', {method: 'dialog'}, h('button', text.close)));

  const make = async () => {
    await send(`${path}/variants`, {json: {presets: [...presets]}, headers: {Prefer: 'respond-async'}});
    more.open = false;
    await look();
  };

  const head = h('h1', text.working);
  const tabs = h('div.row.variants', {role: 'group', 'aria-label': text.results});
  const failures = h('div');
  const [viewer, showPictures] = photoViewer();
  const facts = h('p.hint');
  const controls = h('div.row');
  const sure = h('div', {id: 'sure', popover: 'auto'}, button(text.sure, async () => {
    await send(path, {method: 'DELETE'});
    announce(text.removed);
    location.hash = '#/library';
  }, 'bad', {autofocus: true}));
  const presets = new Set();
  const maker = button(text.make, make, 'primary', {disabled: true});
  const more = h('details', {hidden: !mayEdit()}, h('summary', text.more));
  view.append(head, tabs, failures, viewer, facts, controls, more);
  more.append(presetPicker(await view.ask('presets'), presets, () => (maker.disabled = !presets.size)), h('p', maker));
  await look();
}
