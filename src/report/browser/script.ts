// The script of the page: draws the charts of the chosen function and alias from the data embedded beside it. Plain JavaScript for
// the browser, constant, so that its hash can stand in the content security policy; nothing of a scenario is in it.
import { RIGHT_TO_LEFT } from '../escape.js';
import { RANGE_SCRIPT } from './range-script.js';

const DRAW = `
  const groups = JSON.parse(document.getElementById('data').textContent);
  const views = new Map();

  function rowsOf(columns) {
    const names = Object.keys(columns);
    return columns[names[0]].map((_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])));
  }

  // What is written from right to left is kept apart from what stands around it.
  function sentence(text) {
    return text.split(${RIGHT_TO_LEFT}).map((part, index) => {
      if (index % 2 === 0) return part;
      return Object.assign(document.createElement('bdi'), { textContent: part });
    });
  }

  async function draw(chart, compiled, { captions, tables }) {
    const holder = document.getElementById('chart-' + chart);
    // Where no start was cold, there is no place for a chart of them.
    if (holder === null) return;
    document.getElementById('caption-' + chart).replaceChildren(...sentence(captions[chart]));
    views.get(chart)?.finalize();
    views.delete(chart);
    holder.replaceChildren();
    const own = Object.entries({ ...tables.all, ...tables[chart] });
    const data = Object.fromEntries(own.map(([name, columns]) => [name, rowsOf(columns)]));
    if (data.rows.length === 0) return;
    const spec = structuredClone(compiled);
    const read = ([name]) => spec.data.some((each) => each.name === name);
    const readData = Object.fromEntries(Object.entries(data).filter(read));
    for (const [name, rows] of Object.entries(withRange(spec, readData)))
      spec.data.find((each) => each.name === name).values = rows;
    const options = {
      mode: 'vega', ast: true, renderer: 'svg', actions: false, defaultStyle: false,
      tooltip: { disableDefaultStyle: true, styleId: 'page' },
    };
    const { view, finalize } = await vegaEmbed(holder, spec, options);
    views.set(chart, { view, finalize, data: readData });
    takeRange(holder, view);
    // The holder has the caption for those who do not see it; the marks say nothing more.
    holder.querySelector('svg').setAttribute('aria-hidden', 'true');
  }

  async function show({ choice, specs, subjects }, index) {
    await Promise.all(Object.entries(specs).map(([chart, spec]) => draw(chart, spec, subjects[index])));
    if (subjects[index].activity !== undefined) tellRange(subjects[index].activity);
    if (choice !== null) document.documentElement.dataset[choice] = String(index);
  }

  async function begin(group) {
    const menu = group.choice === null ? null : document.getElementById(group.choice);
    menu?.addEventListener('change', () => show(group, menu.selectedIndex));
    if (group.subjects.length > 0) await show(group, menu === null ? 0 : menu.selectedIndex);
  }

  Promise.all(groups.map(begin)).then(() => { document.documentElement.dataset.drawn = ''; });
`;

export const PAGE_SCRIPT = `
'use strict';
(() => {${RANGE_SCRIPT}${DRAW}})();
`;
