import {get, post} from './api.js';
import {View, h, table} from './dom.js';
import {texts} from './texts.js';

const PARTS = ['spent', 'saved', 'avoided', 'uncertain'];

/** Credits by day, as a plot and as a table. */
class MoneyView extends View {
  async show() {
    this.replaceChildren(h('h1', texts.moneyTitle));
    await this.attempt(async () => {
      const usage = await get('usage', {signal: this.signal});
      const {budget} = await post('batches?dryRun=true', {items: [{ref: 'any'}]}, {signal: this.signal});
      const days = new Map();
      for (let day = new Date(`${usage.from}T00:00Z`); day <= new Date(`${usage.to}T00:00Z`); day.setUTCDate(day.getUTCDate() + 1)) {
        days.set(day.toISOString().slice(0, 10), {spent: 0, saved: 0, avoided: 0, uncertain: 0});
      }
      usage.lines.forEach((line) => PARTS.forEach((part) => (days.get(line.day)[part] += line[part])));
      this.append(...[
        budget && h('p', texts.budget(Math.max(0, budget.daily - budget.committed), budget.daily)),
        this.#plot(days), this.#table(days, usage.totals)].filter(Boolean));
    });
  }

  #plot(days) {
    const most = Math.max(1, ...[...days.values()].map((day) => day.spent + day.uncertain));
    const width = 600 / days.size;
    const bars = [...days].flatMap(([day, {spent, uncertain}], i) => {
      const bar = (value, above, className) => h('svg:rect', {
        x: i * width + 1, width: width - 2, y: 118 - ((value + above) / most) * 110, height: (value / most) * 110, class: className,
      }, h('svg:title', `${day}: ${value} ${className}`));
      return [bar(spent, 0, 'spent'), bar(uncertain, spent, 'uncertain')];
    });
    return h('svg', {viewBox: '0 0 600 120', preserveAspectRatio: 'none', role: 'img', 'aria-label': texts.chart, class: 'plot'},
      bars, h('svg:path', {d: 'M0 118.500h600', class: 'axis'}), h('svg:text', {x: 2, y: 12}, `${most}`));
  }

  #table(days, totals) {
    const row = (head, values) => h('tr', h('th', {scope: 'row'}, head), PARTS.map((part) => h('td', `${values[part]}`)));
    const used = [...days].reverse().filter(([, day]) => PARTS.some((part) => day[part]));
    return table(texts.moneyTitle, [texts.day, ...PARTS.map((part) => texts[part])],
      h('tbody', used.length ? used.map(([day, values]) => row(day, values)) : h('tr', h('td', {colSpan: 5}, texts.noUsage))),
      h('tfoot', row(texts.total, totals)));
  }
}

customElements.define('money-view', MoneyView);
