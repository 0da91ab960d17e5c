const present = (children) => children.flat(Infinity).filter((child) => child || child === 0);

/** Makes elements, such as h('p.hint', {id}, text); strings become text, never markup. */
export function h(what, ...children) {
  const [tag, ...classes] = what.split('.');
  const attributes = children[0]?.constructor === Object ? children.shift() : {};
  const space = tag.startsWith('svg') ? '2000/svg' : '1999/xhtml';
  const element = document.createElementNS(`http://www.w3.org/${space}`, tag.replace('svg:', ''));
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes)) {
    if ((value ?? false) === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), (event) => attempt(() => value(event), element));
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

export const fill = (element, ...children) => element.replaceChildren(...present(children));

/** Does something; what fails is shown where it was wanted, if that is still there. A button is busy meanwhile. */
export async function attempt(work, element) {
  if (element.ariaBusy) return;
  const where = element.closest('details, main > *');
  if (element.localName === 'button') element.ariaBusy = 'true';
  try {
    await work();
  } catch (problem) {
    if (!where?.isConnected || problem.name === 'AbortError') return;
    where.querySelector(':scope > .notice.bad')?.remove();
    where.prepend(notice(problem.message));
  } finally {
    element.ariaBusy = null;
  }
}

let news;
let waiting;

/** Says the latest to screen readers, politely and not more often than every second; shows it, too, where told. */
export function announce(text, shown) {
  if (shown) shown.textContent = text;
  news = text;
  waiting ??= setTimeout(() => {
    waiting = null;
    document.querySelector('body > [role=status]').textContent = news;
  }, 1000);
}

export const notice = (text, kind = 'bad', ...more) => h(`p.notice.${kind}`, {role: kind === 'bad' && 'alert'}, text, ' ', more);

/** A button; its class is "primary" for what one mostly wants. */
export const button = (text, onclick, kind, attributes) => h('button', {type: 'button', class: kind, onclick, ...attributes}, text);

/** Its handler gets the fields when the browser finds them good. */
export const form = (onsubmit, ...children) => h('form.row', {
  onsubmit: (event) => {
    event.preventDefault();
    return onsubmit(new FormData(event.target));
  },
}, children);

/** Choices of which one holds, each a value and its text. */
export const radios = (name, choices, chosen) => Object.entries(choices).map(([value, text]) => h('label',
  h('input', {type: 'radio', name, value, checked: value === chosen}), text));

export const table = (label, columns, ...parts) => h('div.scroll', {tabindex: 0, role: 'group', 'aria-label': label}, h('table',
  h('thead', h('tr', columns.map((name) => h('th', {scope: 'col'}, name)))), parts));

export function dialog(where, attributes, ...children) {
  const shown = h('dialog', {onclose: () => shown.remove(), ...attributes}, children);
  where.append(shown);
  shown.showModal();
}

export const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
