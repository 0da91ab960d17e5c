import {ARROWS, announce, attempt, button, fill, form, h, notice, radios} from './dom.js';
import {dots as text} from './texts.js';

/** As many pixels across as the board ever has on a dense screen: what is larger takes long to draw, and much memory. */
const SHARPEST = 1920;

const within = (value, size) => Math.min(size - 1, Math.max(0, Math.floor(value)));

export default async function dotsView(view, id) {
  /** Each change makes a list of dots; undo and redo go along the lists. */
  let history = [[]];
  let now = 0;
  let asked = 0;
  let sending, cross, photo, cut, width, height;

  const dots = () => history[now];

  /** A picture as large as the board needs it, scaled beside the page's own work. */
  const small = (picture) => createImageBitmap(picture, {resizeWidth: Math.min(width, SHARPEST), resizeQuality: 'medium'});

  const loadPhoto = async () => {
    const whole = await createImageBitmap(await view.blob(`cutouts/${id}/source`)).catch((cause) => {
      throw new Error(text.noPicture, {cause});
    });
    ({width, height} = whole);
    photo = await small(whole);
    whole.close();
  };

  const offer = () => fill(view, head,
    h('p', text.price),
    h('p', button(text.start, async () => begin(await view.ask('selections', {json: {cutout: id}})), 'primary')));

  const begin = (selection) => {
    history = [Object.keys(text.kinds).flatMap((kind) => (selection[kind] ?? []).map(({x, y}) => ({kind, x, y})))];
    fill(view, head, h('p.hint', text.help), board, h('div.row', mode, undo, redo, clear), state, finish);
    view.addEventListener('keydown', shortcut);
    new ResizeObserver(draw).observe(board);
    mark();
    board.focus();
    return take(selection);
  };

  const click = (event, isOther) => {
    event.preventDefault();
    if (event.target.closest('.dot')) return;
    const kind = mode.querySelector(':checked').value;
    // Where in the photo it is, whatever the size of the board.
    const box = canvas.getBoundingClientRect();
    const x = within(((event.clientX - box.left) / box.width) * width, width);
    const y = within(((event.clientY - box.top) / box.height) * height, height);
    add(isOther === (kind === 'keep') ? 'leave' : 'keep', {x, y});
  };

  const press = (event) => {
    if (event.target !== board) return;
    cross ??= {x: width >> 1, y: height >> 1};
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? 10 : 1;
      cross = {x: within(cross.x + arrow[0] * step, width), y: within(cross.y + arrow[1] * step, height)};
      announce(text.cross(cross));
      mark();
    } else if (event.key === 'Enter') {
      add(event.shiftKey ? 'leave' : 'keep', cross);
    } else if (event.key === 'Backspace') {
      change(dots().slice(0, -1));
    } else {
      return;
    }
    event.preventDefault();
  };

  const shortcut = (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !'yz'.includes(key) || event.target.name === 'name') return;
    event.preventDefault();
    go(key === 'z' && !event.shiftKey ? -1 : 1);
  };

  const add = (kind, place) => change([...dots(), {kind, ...place}]);

  const change = (next) => {
    if (!next.length && !dots().length) return;
    history.splice(now + 1, Infinity, next);
    go(1);
  };

  const go = (by) => {
    if (!history[now + by]) return;
    now += by;
    mark();
    send();
  };

  /** Numbered, and + or −: not told apart by colour alone. */
  const mark = () => {
    const at = (element, {x, y}) => {
      element.style.left = `${((x + 0.5) / width) * 100}%`;
      element.style.top = `${((y + 0.5) / height) * 100}%`;
      return element;
    };
    fill(marks,
      dots().map((dot, i) => at(button(`${dot.kind === 'keep' ? '+' : '−'}${i + 1}`, () => {
        change(dots().filter((each) => each !== dot));
        board.focus();
      }, `dot ${dot.kind}`, {'aria-label': text.dot(dot, i + 1)}), dot)),
      cross && at(h('span.cross'), cross));
    undo.disabled = !now;
    redo.disabled = !history[now + 1];
    clear.disabled = finish.hidden = !dots().length;
  };

  /** One call at a time, always with all dots; what was clicked meanwhile goes with the next one. */
  const send = async (renew = false) => {
    const mine = ++asked;
    if (sending) return;
    sending = true;
    state.textContent = text.working;
    await attempt(async () => {
      try {
        const of = (wanted) => dots().filter(({kind}) => kind === wanted).map(({x, y}) => ({x, y}));
        const json = {keep: of('keep'), leave: of('leave'), renew};
        const selection = await view.ask(`selections/${id}/points`, {method: 'PUT', json});
        if (mine === asked) await take(selection);
      } catch (problem) {
        state.textContent = '';
        if (!problem.type?.endsWith('selection-expired')) throw problem;
        fill(state, notice(text.expired, 'warn',
          button(text.renew, () => send(true), 'primary')));
      }
    }, view);
    sending = false;
    if (mine !== asked) send();
  };

  /** Shows a picture unless a later one is wanted by now. */
  const take = async ({image}) => {
    const mine = asked;
    view.querySelector(':scope > .notice.bad')?.remove();
    const next = image && dots().length ? await small(await view.blob(image, {cache: 'no-store'})) : null;
    if (mine !== asked) return;
    cut?.close();
    cut = next;
    draw();
    announce(text.selected(dots().length), state);
  };

  /** The photo, dark where it is not selected; as many pixels as the screen has. */
  const draw = () => {
    canvas.width = Math.min(photo.width, Math.round(board.clientWidth * devicePixelRatio));
    canvas.height = Math.round((canvas.width * photo.height) / photo.width);
    if (!canvas.width) return;
    const context = canvas.getContext('2d');
    const all = [0, 0, canvas.width, canvas.height];
    context.drawImage(photo, ...all);
    if (cut) {
      context.fillStyle = 'rgb(10 10 40 / 65%)';
      context.fillRect(...all);
      context.drawImage(cut, ...all);
    }
  };

  const head = h('h1', text.title);
  const canvas = h('canvas', {role: 'img', 'aria-label': text.canvas});
  const marks = h('div');
  const board = h('div.board', {
    tabindex: 0, role: 'application', 'aria-label': text.help,
    onclick: (event) => click(event, event.altKey), oncontextmenu: (event) => click(event, true), onkeydown: press,
  }, canvas, marks);
  const mode = h('fieldset.row', h('legend', text.mode), radios('mode', text.kinds, 'keep'));
  const undo = button(text.undo, () => go(-1));
  const redo = button(text.redo, () => go(1));
  const clear = button(text.clear, () => change([]));
  const state = h('div.hint');
  const finish = form(async (fields) => {
    await view.ask(`selections/${id}/finish`, {json: {name: fields.get('name')}});
    location.hash = `#/cutouts/${id}`;
  }, h('label', text.name, ' ', h('input', {name: 'name', value: text.mended, pattern: '[a-z0-9][a-z0-9\\-]{0,62}', required: true})),
  h('button.primary', text.finish));

  view.append(head);
  const none = (problem) => {
    if (problem.status !== 404) throw problem;
  };
  const [selection] = await Promise.all([view.ask(`selections/${id}`).catch(none), loadPhoto()]);
  if (new Date(selection?.expiresAt) > new Date()) await begin(selection);
  else offer();
}
