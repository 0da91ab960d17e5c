import {send} from './api.js';
import {announce, attempt, button, fill, form, h, radios, table, wait} from './dom.js';
import {emulator as text, language} from './texts.js';

const FAULTS = {
  lost: {operation: 'process', phase: 'after', transport: 'reset', times: 1},
  busy: {operation: 'process', status: 503, times: 3},
  slow: {operation: 'process', delay: 'PT10S', times: 1},
};

export default async function emulatorView(view) {
  const account = h('p');
  const state = h('p');
  const journal = h('tbody');

  const look = async () => {
    const [{credits}, ledger, {entries}] = await Promise.all(
      ['accounts/demo', 'accounts/demo/ledger', 'journal?account=demo&limit=1000'].map((path) => view.ask(`mock/${path}`)));
    account.textContent = text.account(credits, ledger);
    fill(journal, entries.slice(-20).reverse().map(({at, operation, path, status, faults}) => h('tr', [
      new Date(at).toLocaleTimeString(language), operation ?? path, status ?? '–', faults.length ? '!' : '',
    ].map((cell) => h('td', cell)))));
  };

  const set = async (said, path, init) => {
    await send(`mock/${path}`, init);
    announce(said, state);
    await look();
  };

  view.append(
    h('h1', text.title),
    account,
    form((fields) => set('', 'accounts/demo', {method: 'PUT', json: {credits: Number(fields.get('credits'))}}),
      h('label', text.credits, ' ', h('input', {name: 'credits', type: 'number', min: 0, step: 0.5, value: 1000})), h('button', text.set)),
    form((fields) => set(text.armed, 'faults', {json: FAULTS[fields.get('fault')]}),
      h('fieldset.block', h('legend', text.fault), radios('fault', text.faults, 'lost')),
      h('button.primary', text.arm),
      button(text.disarm, () => set(text.disarmed, 'faults', {method: 'DELETE'}))),
    state,
    h('h2', text.calls),
    table(text.calls, text.columns, journal));

  for (; !view.signal.aborted; await wait(2000)) await attempt(look, view);
}
