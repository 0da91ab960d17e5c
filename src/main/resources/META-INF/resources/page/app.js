import {announce, button, h, notice} from './dom.js';
import {ask, get, key} from './api.js';
import {texts} from './texts.js';

const ROUTES = [
  [/^#\/batches\/([0-9a-f]{32})$/, 'batch-view', 'library'],
  [/^#\/cutouts\/([0-9a-f]{32})\/dots$/, 'dots-view', 'library'],
  [/^#\/cutouts\/([0-9a-f]{32})$/, 'cutout-view', 'library'],
  [/^#\/library$/, 'library-view', 'library'],
  [/^#\/money$/, 'money-view', 'money'],
  [/^#\/emulator$/, 'emulator-view', 'emulator'],
  [/^(#\/?)?$/, 'new-view', 'new'],
];

/** What this caller may do, and where the page is: every view can ask. */
export const here = {roles: new Set(), emulator: false};

let shown;
const main = h('main', {id: 'main', tabIndex: -1});
const nav = h('nav', {'aria-label': texts.navLabel});
const banner = h('aside.banner', {hidden: true, 'aria-label': texts.navEmulator});

function link(name, href) {
  return h('a', {href, id: `nav-${name}`}, texts.nav[name]);
}

function header() {
  nav.replaceChildren(
    link('new', '#/'),
    link('library', '#/library'),
    ...(here.roles.has('operator') ? [link('money', '#/money')] : []),
    ...(here.emulator ? [link('emulator', '#/emulator')] : []),
    h('a.aside', {href: 'q/swagger-ui'}, texts.nav.api),
    ...(key.get() ? [button(texts.signOut, () => { key.forget(); location.reload(); }, 'plain')] : []),
  );
  banner.replaceChildren(
    texts.devNotice, ' ', h('a', {href: '#/emulator'}, texts.devLink), ' · ',
    h('a', {href: 'q/swagger-ui'}, texts.swagger),
  );
  banner.hidden = !here.emulator;
}

/** Each view is a module of its own, which is loaded when it is first shown. */
async function show(first = false) {
  const [found, route] = ROUTES.map((each) => [each[0].exec(location.hash), each]).find(([match]) => match) ?? [];
  const mine = (shown = Symbol('view'));
  if (route) await import(`./${route[1]}.js`);
  if (shown !== mine) return;
  document.title = texts.product;
  const view = found ? h(route[1], found[1] ? {'data-id': found[1]} : {}) : notice(texts.notThere);
  main.replaceChildren(view);
  for (const each of nav.querySelectorAll('a')) {
    each.id === `nav-${route?.[2]}` ? each.setAttribute('aria-current', 'page') : each.removeAttribute('aria-current');
  }
  if (!first) {
    main.focus({preventScroll: true});
    window.scrollTo(0, 0);
  }
}

/** Asks for a key until there is a good one. */
function keyDialog(wrong) {
  if (document.querySelector('dialog[open]')) return;
  const input = h('input', {type: 'password', autocomplete: 'off', required: true, id: 'key'});
  const dialog = h(
    'dialog', {'aria-labelledby': 'key-title', className: 'card'},
    h('form', {method: 'dialog', onsubmit: () => { key.set(input.value.trim()); location.reload(); }},
      h('h1', {id: 'key-title'}, texts.keyTitle),
      wrong ? notice(texts.wrongKey) : h('p', texts.keyHint),
      h('label', {htmlFor: 'key'}, texts.keyLabel), input,
      h('p', h('button.primary', texts.enter))),
  );
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}

async function begin() {
  document.body.append(
    h('a.skip', {href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); }}, texts.skip),
    h('header', h('a.brand', {href: '#/'}, h('img', {src: 'page/icon.svg', alt: ''}), texts.product), nav),
    banner, main,
    h('div.unseen', {id: 'live', role: 'status', 'aria-live': 'polite'}),
  );
  window.addEventListener('key-needed', () => keyDialog(Boolean(key.get())));
  window.addEventListener('hashchange', () => show());
  // Whatever misses the drop zone must not replace the page.
  for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
  try {
    const me = await get('me');
    here.roles = new Set(me.roles);
    here.emulator = await ask('mock/clock').then(() => true, () => false);
    header();
    await show(true);
  } catch (problem) {
    if (problem.status === 401) return;
    main.append(notice(problem.message, 'bad', button(texts.tryAgain, () => location.reload())));
    announce(problem.message);
  }
}

begin();
