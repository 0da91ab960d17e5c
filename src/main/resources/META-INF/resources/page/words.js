const STATUS = {pending: 'in work', working: 'in work', waiting: 'waits', partly: 'partly ready', 'waiting-for-photo': 'no photo yet'};
const SIGNS = {ready: '✓', failed: '!', waiting: '…', working: '↻', pending: '↻', cancelled: '–', 'waiting-for-photo': '↑'};

export const word = (status) => STATUS[status] ?? status;

/** With a sign: not told apart by colour alone. */
export const signed = (status, text = word(status)) => `${SIGNS[status]} ${text}`;

export const joined = (...facts) => facts.filter(Boolean).join(' · ');

export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

export const creditsOf = ({spent, saved}) => `${plural(spent, 'credit')} spent${saved ? `, ${saved} saved` : ''}`;

export const budgetOf = (budget) => budget && `${Math.max(0, budget.daily - budget.committed)} of ${budget.daily} credits are left today.`;

export function bytes(n) {
  const [value, unit] = n < 1e3 ? [n, 'bytes'] : n < 1e6 ? [n / 1e3, 'kB'] : n < 1e9 ? [n / 1e6, 'MB'] : [n / 1e9, 'GB'];
  return `${n >= 1e3 && value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export const sizeOf = ({width, height, size}) => `${width} × ${height}, ${bytes(size)}`;
