// The part of the page's script that links the charts over time: dragging over one of them, or a button, chooses the part of the time
// that all of them show, and says what happened in it. Others on the page hear of it by the event `coldstart-range`. Constant, like
// the rest of the script.

export const RANGE_SCRIPT = `
  let whole = null;
  let range = null;
  let activity = null;
  const SHORTEST = 1000;

  const signalOf = (spec) => (spec.signals ?? []).find(({ name }) => name === 'range');

  // What is drawn for the first time shows the part that has been chosen before.
  function withRange(spec, data) {
    const signal = signalOf(spec);
    if (signal === undefined) return data;
    whole ??= signal.value;
    range ??= whole;
    signal.value = range;
    return Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, within(rows)]));
  }

  function tellRange(table) {
    activity = table;
    tell();
  }

  // So the other axis suits what is shown. Of points that hold until the next one, the one before the range stays too; of bars that
  // all lie elsewhere one stays, where nobody sees it, since an axis needs something.
  function within(rows) {
    const first = rows.findLastIndex(({ t }) => t <= range[0]);
    const kept = rows.filter((row, index) => {
      if (row.t !== undefined) return index >= first && row.t <= range[1];
      if (row.to !== undefined) return row.to > range[0] && row.from < range[1];
      return true;
    });
    return kept.length === 0 ? rows.slice(0, 1) : kept;
  }

  function chooseRange(from, to) {
    const length = Math.min(whole[1] - whole[0], Math.max(SHORTEST, to - from));
    const start = Math.min(Math.max(whole[0], from), whole[1] - length);
    range = snapped(start, start + length);
    for (const { view, data } of views.values()) {
      if (!isOverTime(view)) continue;
      for (const [name, rows] of Object.entries(data)) view.data(name, within(rows));
      view.signal('range', range).runAsync();
    }
    tell();
    document.dispatchEvent(new CustomEvent('coldstart-range', { detail: range }));
  }

  // To the stretches whose sums are known.
  function snapped(from, to) {
    if (activity === null) return [from, to];
    const ends = [0, ...activity.to];
    const start = ends.findLast((end) => end <= from) ?? 0;
    const end = ends.find((each) => each >= to && each > start) ?? whole[1];
    return [start, end];
  }

  const isOverTime = (view) => view.getState({ signals: (name) => name === 'range' }).signals.range !== undefined;
  const isWhole = () => range === whole || (range[0] <= whole[0] && range[1] >= whole[1]);

  function clock(ms) {
    const seconds = Math.round(ms / 1000);
    const two = (value) => String(value).padStart(2, '0');
    return Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
  }

  const number = (value) => value.toLocaleString('en-US');
  const counted = (value, noun) => number(value) + ' ' + noun + (value === 1 ? '' : 's');

  function tell() {
    const output = document.getElementById('range');
    if (output === null || activity === null || range === null) return;
    document.documentElement.dataset.range = isWhole() ? 'whole' : 'part';
    if (isWhole()) {
      output.textContent = 'Drag over a chart to see a part of the time in all of them.';
      return;
    }
    const sum = (name) => activity[name].reduce(
      (total, value, index) => total + (activity.to[index] > range[0] && activity.to[index] <= range[1] ? value : 0), 0);
    const [invocations, coldStarts, throttles, errors] = ['invocations', 'coldStarts', 'throttles', 'errors'].map(sum);
    const share = invocations === 0 ? '' : ' (' + Number((100 * coldStarts / invocations).toPrecision(2)) + ' %)';
    output.textContent = clock(range[0]) + ' to ' + clock(range[1]) + ': ' + counted(invocations, 'invocation') + ', '
      + counted(coldStarts, 'cold start') + share + ', ' + number(throttles) + ' throttled, ' + counted(errors, 'error');
  }

  // Horizontal strokes choose; vertical ones go on scrolling the page.
  function takeRange(holder, view) {
    if (!isOverTime(view)) return;
    holder.classList.add('over-time');
    const svg = holder.querySelector('svg');
    let from = null;
    let stroke = null;
    const left = () => svg.getBoundingClientRect().left - holder.getBoundingClientRect().left + view.padding().left + view.origin()[0];
    const at = (event) => Math.min(view.width(), Math.max(0, event.clientX - holder.getBoundingClientRect().left - left()));
    svg.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      from = at(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
      if (from === null) return;
      if (stroke === null && Math.abs(at(event) - from) < 4) return;
      if (stroke === null) {
        stroke = document.createElement('div');
        stroke.className = 'stroke';
        holder.append(stroke);
      }
      const [low, high] = [Math.min(from, at(event)), Math.max(from, at(event))];
      stroke.style.left = left() + low + 'px';
      stroke.style.width = high - low + 'px';
    });
    const end = (event) => {
      if (stroke !== null && event.type === 'pointerup') {
        const times = [from, at(event)].sort((a, b) => a - b).map((x) => view.scale('x').invert(x));
        chooseRange(times[0], times[1]);
      }
      stroke?.remove();
      stroke = from = null;
    };
    svg.addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', end);
    svg.addEventListener('dblclick', () => chooseRange(whole[0], whole[1]));
  }

  const MOVES = {
    earlier: (from, to) => [from - (to - from) / 2, to - (to - from) / 2],
    later: (from, to) => [from + (to - from) / 2, to + (to - from) / 2],
    closer: (from, to) => [from + (to - from) / 4, to - (to - from) / 4],
    wider: (from, to) => [from - (to - from) / 2, to + (to - from) / 2],
    whole: () => whole,
  };
  for (const button of document.querySelectorAll('button[data-range]')) {
    button.addEventListener('click', () => { if (range !== null) chooseRange(...MOVES[button.dataset.range](...range)); });
  }
`;
