import {h, table} from './dom.js';
import {budgetOf, money as text} from './texts.js';

const NAMES = Object.keys(text.parts);

export default async function moneyView(view) {
  view.append(h('h1', text.title));
  const {from, to, lines, totals} = await view.ask('usage');
  const {budget} = await view.ask('batches?dryRun=true', {json: {items: [{ref: 'any'}]}});
  const days = new Map();
  for (let day = new Date(from); day <= new Date(to); day.setUTCDate(day.getUTCDate() + 1)) {
    days.set(day.toISOString().slice(0, 10), {spent: 0, saved: 0, avoided: 0, uncertain: 0});
  }
  lines.forEach((line) => NAMES.forEach((name) => (days.get(line.day)[name] += line[name])));

  const row = (head, values) => h('tr', h('th', {scope: 'row'}, head), NAMES.map((name) => h('td', values[name])));
  const used = [...days].reverse().filter(([, day]) => NAMES.some((name) => day[name]));
  view.append(
    h('p', budgetOf(budget)),
    plot(days),
    table(text.title, [text.day, ...Object.values(text.parts)],
      h('tbody', used.map((day) => row(...day))),
      h('tfoot', row(text.total, totals))));
}

function plot(days) {
  const most = Math.max(1, ...[...days.values()].map((day) => day.spent + day.uncertain));
  const width = 600 / days.size;
  const bar = (day, i, name, value, above) => h(`svg:rect.${name}`, {
    x: i * width + 1, width: width - 2, y: 120 - ((value + above) / most) * 110, height: (value / most) * 110,
  }, h('svg:title', `${day}: ${value} ${text.parts[name]}`));
  const bars = [...days].map(([day, {spent, uncertain}], i) =>
    [bar(day, i, 'spent', spent, 0), bar(day, i, 'uncertain', uncertain, spent)]);
  return h('svg.plot', {viewBox: '0 0 600 120', preserveAspectRatio: 'none', role: 'img', 'aria-label': text.plot},
    bars, h('svg:text', {x: 2, y: 12}, most));
}
