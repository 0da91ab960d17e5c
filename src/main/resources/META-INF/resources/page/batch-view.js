import {events, mayEdit, save} from './api.js';
import {announce, attempt, button, fill, h, notice, wait} from './dom.js';
import {batch as text, creditsOf, frame, headline, joined, titleOf, word} from './texts.js';
import {chooser, filesOf, isPhoto, sendMissing, uploadOf} from './uploads.js';
import {setStatus, tile} from './view.js';

const PAGE = 200;
const ENDED = ['ready', 'partly', 'failed', 'cancelled'];

export default async function batchView(view, id) {
  const path = `batches/${id}`;
  const tiles = new Map();
  let batch, after;

  const show = (next) => {
    const changed = batch?.status !== next.status;
    batch = next;
    const {name = text.batch, status, counts: {total, ready, failed, cancelled}, ratePerMinute, eta, reason} = batch;
    const ended = ready + failed + cancelled;
    const done = text.done(ended, total);
    const minutes = Math.round((new Date(eta) - Date.now()) / 60_000);
    head.textContent = headline(name, status);
    document.title = titleOf(`${ended}/${total}`);
    progress.max = total;
    progress.value = ended;
    fill(counts, h('b', done), ' · ', joined(
      failed && text.failed(failed),
      ratePerMinute && text.rate(ratePerMinute),
      eta && text.left(minutes),
      creditsOf(batch.credits)));
    fill(why, reason && notice(text[reason], 'warn'));
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
    const action = (name, kind) => mayEdit() && button(text[name], () => act(name), kind);
    const ended = ENDED.includes(status);
    fill(controls,
      status === 'running' && action('pause'),
      status === 'paused' && action('resume', 'primary'),
      ['running', 'paused'].includes(status) && action('cancel'),
      ended && failed > 0 && action('retry', 'primary'),
      ended && ready > 0 && button(text.zip, () => save(`${path}/archive`, `${file}.zip`,
        (received) => announce(text.zipping(received))), 'primary'));
  };

  /** What this tab sends; or, after a reload, what it cannot send any more. */
  const showUpload = () => {
    const upload = uploadOf(id);
    const missing = batch.counts.waitingForPhoto;
    const without = button(text.without, () => act('start?skipMissing=true'));
    if (batch.status !== 'open') {
      fill(sending);
    } else if (upload) {
      upload.onchange = async () => {
        if (upload.started) await attempt(look, view);
        showUpload();
      };
      fill(sending,
        h('p', text.sent(upload.sent, upload.files.size)),
        [...upload.failed].map(([ref, problem]) => notice(text.notSent(ref, problem.message))),
        upload.failed.size > 0 && h('p.row', button(text.again, () => upload.retry(), 'primary'), without));
    } else if (missing) {
      fill(sending,
        notice(text.missing(missing), 'warn'),
        h('p.row', chooser(frame.photos, send, 'primary'), without));
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
    connection.textContent = text.live;
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
      connection.textContent = text.polling;
      await wait(3000);
      await attempt(look, view);
      if (ENDED.includes(batch.status)) break;
    }
    connection.textContent = '';
  };

  const head = h('h1', text.batch);
  const progress = h('progress', {value: 0, 'aria-label': text.batch});
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
