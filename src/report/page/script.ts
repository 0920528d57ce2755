// The script of the page: draws the charts of the chosen function from the data embedded beside it. Plain JavaScript for
// the browser, constant, so that its hash can stand in the content security policy; nothing of a scenario is in it.

export const PAGE_SCRIPT = `
'use strict';
(() => {
  const { specs, functions } = JSON.parse(document.getElementById('data').textContent);
  const views = new Map();

  function rowsOf(columns) {
    const names = Object.keys(columns);
    return columns[names[0]].map((_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])));
  }

  async function draw(chart, chosen) {
    const holder = document.getElementById('chart-' + chart);
    const caption = chosen.captions[chart];
    document.getElementById('caption-' + chart).textContent = caption;
    views.get(chart)?.finalize();
    views.delete(chart);
    holder.replaceChildren();
    const rows = rowsOf(chosen.tables[chart]);
    if (rows.length === 0) return;
    const spec = structuredClone(specs[chart]);
    spec.data.find(({ name }) => name === 'rows').values = rows;
    const options = {
      mode: 'vega', ast: true, renderer: 'svg', actions: false, defaultStyle: false,
      tooltip: { disableDefaultStyle: true, styleId: 'page' },
    };
    views.set(chart, await vegaEmbed(holder, spec, options));
  }

  async function show(index) {
    await Promise.all(Object.keys(specs).map((chart) => draw(chart, functions[index])));
    document.documentElement.dataset.drawn = String(index);
  }

  const choice = document.getElementById('function');
  choice?.addEventListener('change', () => show(choice.selectedIndex));
  if (functions.length > 0) show(choice === null ? 0 : choice.selectedIndex);
})();
`;
