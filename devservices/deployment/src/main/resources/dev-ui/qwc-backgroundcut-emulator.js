import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { notifier } from 'notifier';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/button';
import '@vaadin/grid';
import '@vaadin/icon';
import '@vaadin/number-field';
import '@vaadin/progress-bar';
import '@vaadin/select';

const OPERATIONS = ['process', 'upload', 'getPublicUrl', 'getPublicFile', 'processImage', 'uploadImage', '*'].map(
  (name) => ({ label: name === '*' ? 'any' : name, value: name }),
);

/** What happens to the next call: the phase, and the answer. */
const FAULTS = [
  { label: 'done and paid, but answered 503', value: 'after 503' },
  { label: 'done and paid, but the connection is reset', value: 'after reset' },
  { label: 'answered 503, not done', value: 'before 503' },
  { label: 'answered 429, not done', value: 'before 429' },
  { label: 'answered 402, not done', value: 'before 402' },
  { label: 'connection reset, not done', value: 'before reset' },
];

/** The emulator of BackgroundCut: where it is, its accounts, the calls of one of them, and faults. */
export class QwcBackgroundcutEmulator extends QwcHotReloadElement {
  jsonRpc = new JsonRpc(this);

  static styles = css`
    :host { display: flex; flex-direction: column; gap: 1em; padding: 0 1em 1em; height: 100%; }
    .bar { display: flex; flex-wrap: wrap; align-items: end; gap: 1em; }
    .accounts { height: 10em; flex: none; }
    .calls { flex: auto; min-height: 12em; }
    .wide { width: 26em; }
    code { user-select: all; }
    h4 { margin: 0; }
  `;

  static properties = {
    _overview: { state: true },
    _account: { state: true },
    _calls: { state: true },
    _operation: { state: true },
    _fault: { state: true },
  };

  constructor() {
    super();
    this._calls = [];
    this._operation = OPERATIONS[0].value;
    this._fault = FAULTS[0].value;
  }

  connectedCallback() {
    super.connectedCallback();
    this.hotReload();
  }

  hotReload() {
    this._do('overview', {}, (overview) => {
      this._overview = overview;
      this._show(this._account ?? overview.key);
    });
  }

  render() {
    if (!this._overview) {
      return html`<vaadin-progress-bar indeterminate></vaadin-progress-bar>`;
    }
    const accounts = Object.entries(this._overview.accounts).map(([key, credits]) => ({ key, credits }));
    return html`
      <div class="bar">
        <span>At <code>${this._overview.url}</code>, key of this application <code>${this._overview.key}</code></span>
        <vaadin-button theme="small" @click=${() => this.hotReload()}>
          <vaadin-icon icon="font-awesome-solid:rotate"></vaadin-icon> Look again
        </vaadin-button>
      </div>

      <vaadin-grid class="accounts" .items=${accounts} theme="no-border row-stripes">
        <vaadin-grid-column header="Account" path="key"></vaadin-grid-column>
        <vaadin-grid-column header="Credits" ${columnBodyRenderer((account) => this._credits(account), [])}>
        </vaadin-grid-column>
        <vaadin-grid-column header="" ${columnBodyRenderer((account) => this._buttons(account), [])}>
        </vaadin-grid-column>
      </vaadin-grid>

      <div class="bar">
        <vaadin-select label="The next call of ${this._account}" .items=${OPERATIONS} .value=${this._operation}
          @value-changed=${(event) => (this._operation = event.detail.value)}></vaadin-select>
        <vaadin-select class="wide" label="is" .items=${FAULTS} .value=${this._fault}
          @value-changed=${(event) => (this._fault = event.detail.value)}></vaadin-select>
        <vaadin-button id="fail" theme="primary error" @click=${() => this._fail()}>Have it fail</vaadin-button>
      </div>

      <h4>Calls of ${this._account}, newest first</h4>
      <vaadin-grid class="calls" .items=${this._calls} theme="no-border row-stripes wrap-cell-content">
        <vaadin-grid-column header="#" path="sequence" width="70px" flex-grow="0"></vaadin-grid-column>
        <vaadin-grid-column header="Operation" ${columnBodyRenderer((call) => html`${call.operation ?? `${call.method} ${call.path}`}`, [])}>
        </vaadin-grid-column>
        <vaadin-grid-column header="Answer" width="110px" flex-grow="0" ${columnBodyRenderer((call) => html`${call.status ?? 'none'}`, [])}>
        </vaadin-grid-column>
        <vaadin-grid-column header="Credits" path="credits" width="110px" flex-grow="0"></vaadin-grid-column>
        <vaadin-grid-column header="Faults" width="110px" flex-grow="0" ${columnBodyRenderer((call) => html`${call.faults.join(' ')}`, [])}>
        </vaadin-grid-column>
        <vaadin-grid-column header="Files" ${columnBodyRenderer((call) => html`${call.objects.join(' ')}`, [])}>
        </vaadin-grid-column>
        <vaadin-grid-column header="Not as the contract says" ${columnBodyRenderer((call) => html`${call.violations.map((wrong) => `${wrong.field}: ${wrong.sentence}`).join(' ')}`, [])}>
        </vaadin-grid-column>
      </vaadin-grid>
    `;
  }

  _credits(account) {
    return html`<vaadin-number-field theme="small" min="0" step="any" .value=${String(account.credits)}
      @change=${(event) => this._then('credits', { account: account.key, credits: event.target.value })}>
    </vaadin-number-field>`;
  }

  _buttons(account) {
    return html`
      <vaadin-button theme="small" @click=${() => this._show(account.key)}>Calls</vaadin-button>
      <vaadin-button theme="small" @click=${() => this._then('reset', { account: account.key })}>As new</vaadin-button>
    `;
  }

  _show(account) {
    this._account = account;
    this._do('calls', { account }, (calls) => (this._calls = calls));
  }

  _fail() {
    const [phase, answer] = this._fault.split(' ');
    this._do('fail', { account: this._account, operation: this._operation, phase, answer }, (fault) =>
      notifier.showInfoMessage(`Fault ${fault} hits the next call of ${this._account}.`),
    );
  }

  _then(method, parameters) {
    this._do(method, parameters, () => this.hotReload());
  }

  _do(method, parameters, then) {
    this.jsonRpc[method](parameters)
      .then((answer) => then(answer.result))
      .catch((refused) => notifier.showErrorMessage(refused?.error?.message ?? String(refused)));
  }
}

customElements.define('qwc-backgroundcut-emulator', QwcBackgroundcutEmulator);
