/** Makes elements. Strings become text, never markup. */
export function h(tag, props = {}, ...children) {
  const svg = tag === 'svg' || tag.startsWith('svg:');
  const element = svg
    ? document.createElementNS('http://www.w3.org/2000/svg', tag.replace('svg:', ''))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (!svg && name in element && !name.includes('-')) element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Says something to screen readers, politely and not more often than every second. */
let said = 0;
let waiting;
export function announce(text) {
  clearTimeout(waiting);
  const region = document.getElementById('live');
  waiting = setTimeout(() => {
    said = Date.now();
    region.textContent = text;
  }, Math.max(0, said + 1000 - Date.now()));
}

/** A message that stays until something else happens. */
export function notice(text, kind = 'bad', action = null) {
  return h('p', {className: `notice ${kind}`, role: kind === 'bad' ? 'alert' : null}, text, action ? ' ' : null, action);
}

export function bytes(n) {
  if (n < 1000) return `${n} bytes`;
  const [value, unit] = n < 1e6 ? [n / 1e3, 'kB'] : n < 1e9 ? [n / 1e6, 'MB'] : [n / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export const button = (text, onclick, props = {}) => h('button', {type: 'button', onclick, ...props}, text);

/** A custom element whose listeners and object URLs end with it. */
export class View extends HTMLElement {
  #urls = new Set();
  #ended = new AbortController();

  /** Aborted when the element has gone. */
  get signal() {
    return this.#ended.signal;
  }

  connectedCallback() {
    if (this.#ended.signal.aborted) this.#ended = new AbortController();
    this.show();
  }

  disconnectedCallback() {
    this.#ended.abort();
    this.#urls.forEach((url) => URL.revokeObjectURL(url));
    this.#urls.clear();
  }

  urlOf(blob) {
    const url = URL.createObjectURL(blob);
    this.#urls.add(url);
    return url;
  }

  release(url) {
    if (this.#urls.delete(url)) URL.revokeObjectURL(url);
  }

  /** Shows what went wrong, unless the element has gone. */
  fail(problem, where = this) {
    if (this.signal.aborted || problem.name === 'AbortError') return;
    where.querySelector(':scope > .notice.bad')?.remove();
    where.prepend(notice(problem.message));
  }
}
