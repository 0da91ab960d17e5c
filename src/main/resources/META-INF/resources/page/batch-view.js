import {events, mayEdit, save} from './api.js';
import {announce, attempt, button, fill, h, notice, wait} from './dom.js';
import {chooser, filesOf, isPhoto, sendMissing, uploadOf} from './uploads.js';
import {setStatus, tile} from './view.js';
import {bytes, creditsOf, joined, plural, word} from './words.js';

const PAGE = 200;
const ENDED = ['ready', 'partly', 'failed', 'cancelled'];
const REASONS = {
  asked: 'You paused it.',
  'budget-exhausted': 'The budget of the day is used up. It goes on tomorrow.',
  'no-credits': 'The vendor’s account has no credits. It goes on by itself when there are some.',
  'key-rejected': 'The vendor rejects the service’s key. It goes on by itself when that is mended.',
  'vendor-away': 'The vendor does not answer. It goes on by itself.',
  'store-away': 'The store does not answer. It goes on by itself.',
};

export default async function batchView(view, id) {
  const path = `batches/${id}`;
  const tiles = new Map();
  let batch, after;

  const show = (next) => {
    const changed = batch?.status !== next.status;
    batch = next;
    const {name = 'Batch', status, counts: {total, ready, failed, cancelled}, ratePerMinute, eta, reason} = batch;
    const ended = ready + failed + cancelled;
    const done = `${ended} of ${total} done`;
    const minutes = Math.round((new Date(eta) - Date.now()) / 60_000);
    head.textContent = `${name}: ${word(status)}`;
    document.title = `${ended}/${total} Clearcut`;
    progress.max = total;
    progress.value = ended;
    fill(counts, h('b', done), ' · ', joined(
      failed && `${failed} failed`,
      ratePerMinute && `${ratePerMinute} a minute`,
      eta && (minutes < 1 ? 'less than a minute left' : `about ${plural(minutes, 'minute')} left`),
      creditsOf(batch.credits)));
    fill(why, reason && notice(REASONS[reason], 'warn'));
    if (changed) showUpload();
    if (changed || !controls.firstChild) showControls();
    announce(`${word(status)}, ${done}`);
  };

  const act = async (action) => {
    show(await view.ask(`${path}/${action}`, {method: 'POST'}));
    if (action === 'retry') follow();
  };

  const showControls = () => {
    const {status, name: file = id, counts: {ready, failed}} = batch;
    const action = (text, name, kind) => mayEdit() && button(text, () => act(name), kind);
    const ended = ENDED.includes(status);
    fill(controls,
      status === 'running' && action('Pause', 'pause'),
      status === 'paused' && action('Resume', 'resume', 'primary'),
      ['running', 'paused'].includes(status) && action('Cancel', 'cancel'),
      ended && failed > 0 && action('Try the failed ones again', 'retry', 'primary'),
      ended && ready > 0 && button('Download all (ZIP)', () => save(`${path}/archive`, `${file}.zip`,
        (received) => announce(`Receiving the ZIP: ${bytes(received)}`)), 'primary'));
  };

  /** What this tab sends; or, after a reload, what it cannot send any more. */
  const showUpload = () => {
    const upload = uploadOf(id);
    const missing = batch.counts.waitingForPhoto;
    const without = button('Start without them', () => act('start?skipMissing=true'));
    if (batch.status !== 'open') {
      fill(sending);
    } else if (upload) {
      upload.onchange = async () => {
        if (upload.started) await attempt(look, view);
        showUpload();
      };
      fill(sending,
        h('p', `${upload.sent} of ${upload.files.size} photos sent`),
        [...upload.failed].map(([ref, problem]) => notice(`${ref} was not sent: ${problem.message}`)),
        upload.failed.size > 0 && h('p.row', button('Send again', () => upload.retry(), 'primary'), without));
    } else if (missing) {
      fill(sending,
        notice(`${plural(missing, 'photo is', 'photos are')} missing. Drop the same files here to go on.`, 'warn'),
        h('p.row', chooser('Choose photos', send, 'primary'), without));
    }
  };

  const send = async (files) => {
    if (await sendMissing(view, id, files.filter(isPhoto))) showUpload();
  };

  const showItem = (item) => {
    const shown = tiles.get(item.position);
    if (!shown) return;
    setStatus(shown, item.status);
    const {firstChild: link, lastChild: problem} = shown;
    if (item.cutout) link.href = `#${item.cutout}`;
    problem.textContent = item.problem?.detail ?? '';
    // Before: what this tab sends. After: the first result.
    const ready = item.status === 'ready';
    if (shown.ready === ready) return;
    shown.ready = ready;
    view.draw(shown, async () => {
      if (!shown.ready) return uploadOf(id)?.files.get(item.ref);
      const {variants} = await view.ask(item.cutout);
      return view.blob(variants.find((variant) => variant.url).url);
    });
  };

  const tileOf = (item) => {
    const made = tile(item.ref, h('p.problem'));
    tiles.set(item.position, made);
    showItem(item);
    return made;
  };

  const look = async () => {
    show(await view.ask(path));
    for (let from = 0; from < tiles.size; from += PAGE) {
      (await view.ask(`${path}/items?limit=${PAGE}&after=${from}`)).items.forEach(showItem);
    }
  };

  const heard = {item: showItem, progress: show, end: show, stale: look};

  /** Shows events while they come; says whether there will be none any more. */
  const live = async () => {
    connection.textContent = 'live';
    try {
      for await (const {event, id: last, data} of events(`${path}/events`, after, view.signal)) {
        after = last || after;
        await heard[event]?.(JSON.parse(data));
        if (event === 'end') return true;
      }
    } catch (problem) {
      return problem.status === 404;
    }
    return false;
  };

  /** Events while they come; looking every few seconds when they do not. */
  const follow = async () => {
    while (!view.signal.aborted && !await live()) {
      connection.textContent = 'no live connection: looking every few seconds';
      await wait(3000);
      await attempt(look, view);
      if (ENDED.includes(batch.status)) break;
    }
    connection.textContent = '';
  };

  const head = h('h1', 'Batch');
  const progress = h('progress', {value: 0, 'aria-label': 'Batch'});
  const counts = h('p');
  const why = h('div');
  const sending = h('div.upload');
  const controls = h('p.row');
  const connection = h('small');
  const list = h('ul.tiles');
  view.append(head, progress, counts, why, sending, controls, connection, list);
  view.on('drop', async (event) => uploadOf(id) || send(await filesOf(event.dataTransfer)));
  show(await view.ask(path));
  await view.page(list, `${path}/items?limit=${PAGE}`, tileOf);
  await follow();
}
