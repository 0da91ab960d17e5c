/** Makes elements, such as h('p.hint', {id}, text); strings become text, never markup. */
export function h(what, ...children) {
  const [tag, ...classes] = what.split('.');
  const props = children[0]?.constructor === Object ? children.shift() : {};
  const svg = tag.startsWith('svg');
  const element = svg
    ? document.createElementNS('http://www.w3.org/2000/svg', tag.replace('svg:', ''))
    : document.createElement(tag);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(props)) {
    if ((value ?? false) === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (!svg && name in element && !name.includes('-')) element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => (child ?? false) !== false));
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
  return h(`p.notice.${kind}`, {role: kind === 'bad' ? 'alert' : null}, text, action ? ' ' : null, action);
}

export function bytes(n) {
  if (n < 1000) return `${n} bytes`;
  const [value, unit] = n < 1e6 ? [n / 1e3, 'kB'] : n < 1e9 ? [n / 1e6, 'MB'] : [n / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** A button; the class is "primary" for what one mostly wants. */
export const button = (text, onclick, props) => h('button', {type: 'button', onclick, ...(typeof props === 'string' ? {className: props} : props)}, text);

/** A table that scrolls sideways where it must. */
export const table = (label, columns, ...parts) => h('div.scroll', {tabIndex: 0, role: 'group', 'aria-label': label}, h('table',
  h('thead', h('tr', columns.map((name) => h('th', {scope: 'col'}, name)))), parts));

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

  /** Does something, and shows what went wrong with it. */
  async attempt(work, where) {
    try {
      return await work();
    } catch (problem) {
      this.fail(problem, where);
    }
  }

  /** Shows what went wrong, unless the element has gone. */
  fail(problem, where = this) {
    if (this.signal.aborted || problem.name === 'AbortError') return;
    where.querySelector(':scope > .notice.bad')?.remove();
    where.prepend(notice(problem.message));
  }
}
