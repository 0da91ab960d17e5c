import {attempt, button, dialog, fill, form, h, notice} from './dom.js';
import {ask, key, me, send, signIn} from './api.js';
import {View} from './view.js';

/** Each is a module of its own, loaded when it is first shown. */
const VIEWS = {
  '#/': 'new', '#/library': 'library', '#/money': 'money', '#/emulator': 'emulator',
  '#/batches/id': 'batch', '#/cutouts/id': 'cutout', '#/cutouts/id/dots': 'dots',
};

const [main, nav, banner, skip] = ['main', 'nav', 'aside', '.skip'].map((css) => document.querySelector(css));

function navigation(emulator) {
  const link = (text, href) => h('a', {href}, text);
  fill(nav,
    link('New', '#/'),
    link('Library', '#/library'),
    me.roles.includes('operator') && link('Money', '#/money'),
    emulator && link('Emulator', '#/emulator'),
    link('API', 'q/swagger-ui'),
    key() && button('Forget the key', () => signIn(), 'plain'));
  banner.hidden = !emulator;
}

async function show() {
  const hash = location.hash || '#/';
  const id = /\b[0-9a-f]{32}\b/.exec(hash)?.[0];
  const name = VIEWS[hash.replace(id, 'id')];
  const view = new View();
  main.replaceChildren(view);
  document.title = 'Clearcut';
  for (const link of nav.querySelectorAll('a')) {
    link.ariaCurrent = link.getAttribute('href') === (id ? '#/library' : hash) ? 'page' : null;
  }
  if (!name) view.append(notice('There is nothing here.'));
  else await attempt(async () => (await import(`./${name}-view.js`)).default(view, id), view);
}

function askForKey() {
  if (document.querySelector('dialog[open]')) return;
  dialog(document.body, {'aria-labelledby': 'key-title', oncancel: (event) => event.preventDefault()},
    form((fields) => signIn(fields.get('key').trim()),
      h('h1', {id: 'key-title'}, 'Who are you?'),
      key()
        ? notice('This key is not known here, or not any more.')
        : h('p', 'This service needs an API key. It is kept in this tab alone.'),
      h('label', 'API key', h('input', {name: 'key', type: 'password', autocomplete: 'off', required: true})),
      h('p', h('button.primary', 'Go on'))));
}

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
// Whatever misses the drop zone must not replace the page.
for (const type of ['dragenter', 'dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
try {
  Object.assign(me, await ask('me'));
  navigation(await send('mock/clock').then(() => true, () => false));
  show();
} catch (problem) {
  if (problem.status !== 401) main.append(notice(problem.message, 'bad', button('Try again', () => location.reload())));
}
