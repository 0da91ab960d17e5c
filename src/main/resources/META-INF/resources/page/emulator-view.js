import {send} from './api.js';
import {announce, attempt, button, fill, form, h, radios, table, wait} from './dom.js';
import {plural} from './words.js';

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
    account.textContent = `Account “demo”: ${credits}. ${plural(ledger.count, 'charge')}, ${plural(ledger.credits, 'credit')} in all.`;
    fill(journal, entries.slice(-20).reverse().map(({at, operation, path, status, faults}) => h('tr',
      [new Date(at).toLocaleTimeString('en'), operation ?? path, status ?? '–', faults.length ? '!' : ''].map((cell) => h('td', cell)))));
  };

  const set = async (said, path, init) => {
    await send(`mock/${path}`, init);
    state.textContent = said;
    announce(said);
    await look();
  };

  view.append(
    h('h1', 'The emulator'),
    account,
    form((fields) => set('', 'accounts/demo', {method: 'PUT', json: {credits: Number(fields.get('credits'))}}),
      h('label', 'Credits ', h('input', {name: 'credits', type: 'number', min: 0, step: 0.5, value: 1000})), h('button', 'Set')),
    form((fields) => set('Armed: it meets the next call.', 'faults', {json: FAULTS[fields.get('fault')]}),
      h('fieldset.block', h('legend', 'A fault to try'), radios('fault', {
        lost: 'The answer after the next charge gets lost: watch that it is paid once',
        busy: 'The vendor is overloaded for the next three calls (503)',
        slow: 'The next call takes ten seconds',
      }, 'lost')),
      h('button.primary', 'Arm it'),
      button('Remove all faults', () => set('No faults.', 'faults', {method: 'DELETE'}))),
    state,
    h('h2', 'Latest calls'),
    table('Latest calls', ['When', 'Call', 'Answer', 'Fault'], journal));

  for (; !view.signal.aborted; await wait(2000)) await attempt(look, view);
}
