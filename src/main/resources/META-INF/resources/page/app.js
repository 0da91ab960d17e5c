import {attempt, button, dialog, fill, form, h, notice} from './dom.js';
import {ask, key, me, send, signIn} from './api.js';
import {frame as text, language, titleOf} from './texts.js';
import {View} from './view.js';

/** Modules, loaded when they are first shown. */
const VIEWS = {
  '#/': 'new', '#/library': 'library', '#/money': 'money', '#/emulator': 'emulator',
  '#/batches/id': 'batch', '#/cutouts/id': 'cutout', '#/cutouts/id/dots': 'dots',
};

const [main, nav, banner, skip] = ['main', 'nav', 'aside', '.skip'].map((css) => document.querySelector(css));

function navigation(emulator) {
  const link = (name, href = `#/${name}`) => h('a', {href}, text[name]);
  fill(nav,
    link('new', '#/'),
    link('library'),
    me.roles.includes('operator') && link('money'),
    emulator && link('emulator'),
    link('api', 'q/swagger-ui'),
    key() && button(text.signOut, () => signIn(), 'plain'));
  fill(banner, text.free, ' ', link('emulator'), ' ', link('api', 'q/swagger-ui'));
  banner.hidden = !emulator;
}

async function show() {
  const hash = location.hash || '#/';
  const id = /\b[0-9a-f]{32}\b/.exec(hash)?.[0];
  const name = VIEWS[hash.replace(id, 'id')];
  const view = new View();
  main.replaceChildren(view);
  document.title = titleOf();
  for (const link of nav.querySelectorAll('a')) {
    link.ariaCurrent = link.getAttribute('href') === (id ? '#/library' : hash) ? 'page' : null;
  }
  if (!name) view.append(notice(text.none));
  else await attempt(async () => (await import(`./${name}-view.js`)).default(view, id), view);
}

function askForKey() {
  if (document.querySelector('dialog[open]')) return;
  dialog(document.body, {'aria-label': text.who, oncancel: (event) => event.preventDefault()},
    form((fields) => signIn(fields.get('key').trim()),
      h('h1', text.who),
      key() ? notice(text.wrongKey) : h('p', text.needsKey),
      h('label', text.key, h('input', {name: 'key', type: 'password', autocomplete: 'off', required: true})),
      h('p', h('button.primary', text.enter))));
}

document.documentElement.lang = language;
skip.textContent = text.skip;
skip.onclick = (event) => {
  event.preventDefault();
  main.focus();
};
window.addEventListener('key-needed', askForKey);
window.addEventListener('hashchange', () => {
  show();
  main.focus({preventScroll: true});
  window.scrollTo(0, 0);
});
// What misses the drop zone must not replace the page.
for (const type of ['dragenter', 'dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
try {
  Object.assign(me, await ask('me'));
  navigation(await send('mock/clock').then(() => true, () => false));
  show();
} catch (problem) {
  if (problem.status !== 401) main.append(notice(problem.message, 'bad', button(text.again, () => location.reload())));
}
