import {ask, get, post} from './api.js';
import {View, announce, button, h, table} from './dom.js';
import {texts} from './texts.js';

const ACCOUNT = 'demo';
const FAULTS = {
  lost: {operation: 'process', phase: 'after', transport: 'reset', times: 1},
  busy: {operation: 'process', status: 503, times: 3},
  slow: {operation: 'process', delay: 'PT10S', times: 1},
};

/** The knobs of the emulator that stands in for the vendor. */
class EmulatorView extends View {
  async show() {
    this.account = h('p');
    const credits = h('input', {type: 'number', min: 0, step: 0.5, value: 1000, id: 'credits'});
    this.faults = h('fieldset', h('legend', texts.faultTitle), Object.entries(texts.faults).map(([name, text], i) =>
      h('label.block', h('input', {type: 'radio', name: 'fault', value: name, checked: i === 0}), text)));
    this.state = h('p', {role: 'status'});
    this.journal = h('tbody');
    this.replaceChildren(h('h1', texts.emulatorTitle),
      this.account,
      h('form.row', {onsubmit: (event) => {
        event.preventDefault();
        this.#do(() => ask(`mock/accounts/${ACCOUNT}`, {method: 'PUT', json: {credits: Number(credits.value)}}));
      }}, h('label', {htmlFor: 'credits'}, texts.setCredits), credits, h('button', texts.set)),
      this.faults,
      h('p.row',
        button(texts.arm, () => this.#do(() => post('mock/faults', FAULTS[this.querySelector('[name=fault]:checked').value]), texts.armed), 'primary'),
        button(texts.disarm, () => this.#do(() => ask('mock/faults', {method: 'DELETE'}), texts.disarmed))),
      this.state,
      h('h2', texts.journal),
      table(texts.journal, [texts.when, texts.call, texts.answer, texts.fault], this.journal));
    await this.#look();
    const timer = setInterval(() => this.#look(), 2000);
    this.signal.addEventListener('abort', () => clearInterval(timer));
  }

  #do(work, said = '') {
    return this.attempt(async () => {
      await work();
      this.state.textContent = said;
      announce(said);
      await this.#look();
    });
  }

  async #look() {
    try {
      const [account, ledger, journal] = await Promise.all([
        get(`mock/accounts/${ACCOUNT}`), get(`mock/accounts/${ACCOUNT}/ledger`), get(`mock/journal?account=${ACCOUNT}&limit=1000`)]);
      this.account.textContent = `${texts.account} “${ACCOUNT}”: ${account.credits}. ${texts.charges(ledger.count, ledger.credits)}.`;
      this.journal.replaceChildren(...journal.entries.slice(-20).reverse().map((entry) => h('tr',
        h('td', new Date(entry.at).toLocaleTimeString('en')), h('td', entry.operation ?? entry.path),
        h('td', `${entry.status ?? '–'}`), h('td', entry.faults.length ? texts.signs.failed : ''))));
    } catch (problem) {
      this.fail(problem);
    }
  }
}

customElements.define('emulator-view', EmulatorView);
