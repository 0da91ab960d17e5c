/** All texts of the page, by view: it is translated here. Only what is said without JavaScript is in index.html. */
export const language = 'en';

const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

export const joined = (...facts) => facts.filter(Boolean).join(' · ');
export const titleOf = (what) => joined(what, 'Clearcut');

const STATUS = {
  pending: 'in work', ready: 'ready', failed: 'failed', open: 'open', running: 'running', paused: 'paused', partly: 'partly ready',
  cancelled: 'cancelled', waiting: 'waits', working: 'in work', 'waiting-for-photo': 'no photo yet',
};
const SIGNS = {ready: '✓', failed: '!', waiting: '…', working: '↻', pending: '↻', cancelled: '–', 'waiting-for-photo': '↑'};

export const word = (status) => STATUS[status];
/** With a sign: not told apart by colour alone. */
export const signed = (status, text = word(status)) => `${SIGNS[status]} ${text}`;
export const headline = (name, status) => `${name}: ${word(status)}`;
export const creditsOf = ({spent, saved}) => `${plural(spent, 'credit')} spent${saved ? `, ${saved} saved` : ''}`;
export const budgetOf = (budget) => budget && `${Math.max(0, budget.daily - budget.committed)} of ${budget.daily} credits are left today.`;
export const sizeOf = ({width, height, size}) => `${width} × ${height}, ${bytes(size)}`;
function bytes(n) {
  const thousands = n && Math.floor(Math.log10(n) / 3);
  return `${Number((n / 1000 ** thousands).toPrecision(3))} ${['bytes', 'kB', 'MB', 'GB', 'TB'][thousands]}`;
}

export const frame = {
  skip: 'Skip to content',
  new: 'New', library: 'Library', money: 'Money', emulator: 'Emulator', api: 'API', signOut: 'Forget the key',
  free: 'The emulator stands in for the vendor: nothing here costs money.',
  who: 'Who are you?', needsKey: 'This service needs an API key. It is kept in this tab alone.',
  wrongKey: 'This key is not known here, or not any more.', key: 'API key', enter: 'Go on',
  away: 'The service does not answer. Is it running?', again: 'Try again',
  none: 'There is nothing here.', more: 'Show more', photos: 'Choose photos',
};

export const beginning = {
  drop: 'Drop photos here',
  kinds: 'JPEG, PNG, WebP, AVIF or HEIC. One photo becomes a cutout, several become a batch. You can paste, too.',
  folder: 'Choose a folder', count: (n) => plural(n, 'photo'), remove: (name) => `Remove ${name}`, clear: 'Remove all',
  left: (n) => (n ? `${plural(n, 'file is', 'files are')} no photo and left out.` : ''),
  presets: 'What do you need?', kept: 'Each result is kept. What is here already costs nothing.', needed: 'Choose at least one.',
  pricing: 'Looking up the price …',
  price: (n) => (n ? `Costs at most ${plural(n, 'credit')}.` : 'Costs nothing: all of it is here.'),
  start: (n) => (n > 1 ? `Cut out ${n} photos` : 'Cut out the photo'), sending: 'Sending the photo …',
  batch: () => `Photos of ${new Date().toLocaleString(language, {dateStyle: 'medium', timeStyle: 'short'})}`,
};

export const batch = {
  batch: 'Batch', done: (n, all) => `${n} of ${all} done`, failed: (n) => `${n} failed`, rate: (n) => `${n} a minute`,
  left: (minutes) => (minutes < 1 ? 'less than a minute left' : `about ${plural(minutes, 'minute')} left`),
  asked: 'You paused it.',
  'budget-exhausted': 'The budget of the day is used up. It goes on tomorrow.',
  'no-credits': 'The vendor’s account has no credits. It goes on by itself when there are some.',
  'key-rejected': 'The vendor rejects the service’s key. It goes on by itself when that is mended.',
  'vendor-away': 'The vendor does not answer. It goes on by itself.',
  'store-away': 'The store does not answer. It goes on by itself.',
  pause: 'Pause', resume: 'Resume', cancel: 'Cancel', retry: 'Try the failed ones again',
  zip: 'Download all (ZIP)', zipping: (n) => `Receiving the ZIP: ${bytes(n)}`,
  sent: (n, all) => `${n} of ${all} photos sent`, notSent: (ref, why) => `${ref} was not sent: ${why}`, photo: 'photo', whole: 'The batch',
  again: 'Send again', without: 'Start without them',
  missing: (n) => `${plural(n, 'photo is', 'photos are')} missing. Drop the same files here to go on.`,
  live: 'live', polling: 'no live connection: looking every few seconds',
};

export const cutout = {
  photo: 'Photo', working: 'One moment …', results: 'Results',
  compare: 'Side by side', close: 'Close', download: (name) => `Download ${name}`,
  more: 'More results', make: 'Make them', remove: 'Delete', sure: 'Really delete?', removed: 'Deleted.',
};

export const viewer = {
  help: 'Drag or use the arrow keys to move; + and − zoom; 0 fits.', out: 'Zoom out', in: 'Zoom in', fit: 'Fit', pixels: 'Pixels',
  slider: 'How much of the photo before is shown, in percent', background: 'Background', colour: 'Colour of the background',
  backgrounds: {'': 'Checkerboard', white: 'White', black: 'Black', own: 'Own colour'},
};

export const dots = {
  title: 'Mend by dots', price: 'A selection costs 1 credit; every dot after that is free.',
  start: 'Start (1 credit)', renew: 'Start anew (1 credit)', expired: 'The vendor has forgotten this selection.',
  help: 'Click what to keep. Alt-click, right-click or the switch for what to leave out. Click a dot to remove it. '
    + 'Keys: arrows move the cross, with Shift by ten pixels; Enter keeps, Shift+Enter leaves out; Backspace removes the last dot; '
    + 'Ctrl+Z and Ctrl+Shift+Z undo and redo.',
  canvas: 'The photo; what is selected is bright', mode: 'A click means', kinds: {keep: 'Keep', leave: 'Leave out'},
  dot: ({kind, x, y}, n) => `${dots.kinds[kind]} ${n}, at ${x}, ${y}: remove`, cross: ({x, y}) => `Cross at ${x}, ${y}`,
  undo: 'Undo', redo: 'Redo', clear: 'Clear',
  noPicture: 'This browser cannot show this kind of picture. You can download it.',
  working: 'Selecting …', selected: (n) => (n ? `Selected by ${plural(n, 'dot')}.` : ''),
  name: 'Name of the result', mended: 'mended', finish: 'Keep this result',
};

export const library = {title: 'Latest cutouts', status: 'Status', preset: 'Preset', name: 'File name', any: 'any'};

export const money = {
  title: 'Credits of the last 30 days', plot: 'Credits spent each day', day: 'Day', total: 'Total',
  parts: {spent: 'spent', saved: 'saved by reuse', avoided: 'not paid twice', uncertain: 'uncertain'},
};

export const emulator = {
  title: 'The emulator', credits: 'Credits', set: 'Set',
  account: (credits, {count, credits: all}) =>
    `Account “demo”: ${credits}. ${plural(count, 'charge')}, ${plural(all, 'credit')} in all.`,
  fault: 'A fault to try',
  faults: {
    lost: 'The answer after the next charge gets lost: watch that it is paid once',
    busy: 'The vendor is overloaded for the next three calls (503)',
    slow: 'The next call takes ten seconds',
  },
  arm: 'Arm it', armed: 'Armed: it meets the next call.', disarm: 'Remove all faults', disarmed: 'No faults.',
  calls: 'Latest calls', columns: ['When', 'Call', 'Answer', 'Fault'],
};
