// The part of the timeline's script that knows where things are: rows by function, what of time and rows is in view, the axis.
// Plain JavaScript for the browser, constant; nothing of a scenario is in it.

export const VIEW_SCRIPT = `
// Pixels of the page: a heading, the highest row, the margin of numbers, the axis, the strip of throttles.
const HEAD = 22, ROW = 18, LEFT = 48, AXIS = 24, STRIP = 16;
// Microseconds: nobody zooms deeper.
const LEAST = 100;

// Rows of the functions that are chosen, -1 for all: those provisioned apart and first.
function groupsOf(lives, functions, chosen) {
  const rows = functions.map(() => [[], []]);
  for (let each = 0; each < lives.count; each++) rows[lives.functionOf[each]][lives.provisioned[each]].push(each);
  const groups = [];
  functions.forEach((name, index) => {
    if (chosen >= 0 && chosen !== index) return;
    for (const provisioned of [1, 0])
      if (rows[index][provisioned].length > 0) groups.push({ name, provisioned, rows: Int32Array.from(rows[index][provisioned]) });
  });
  return groups;
}

// The throttles of the functions that are chosen, as indices in order of time.
function throttlesOf({ throttles }, chosen) {
  const found = [];
  for (let each = 0; each < throttles.at.length; each++)
    if (chosen < 0 || throttles.functionOf[each] === chosen) found.push(each);
  return Int32Array.from(found);
}

// What is in view: a part of time, and of the rows, whose height grows with the zoom where not all of them fit.
class View {
  constructor(end) {
    this.end = Math.max(end, LEAST);
    this.groups = [];
    this.throttles = [];
    this.width = this.height = 1;
    this.whole();
  }

  choose(groups, throttles) {
    this.groups = groups;
    this.throttles = throttles;
    this.whole();
  }

  resize(width, height) {
    const wasWhole = this.row === this.fitting();
    this.width = width;
    this.height = height;
    this.row = wasWhole ? this.fitting() : Math.max(this.row, this.fitting());
    this.stayWithin();
  }

  get top() { return AXIS + (this.throttles.length > 0 ? STRIP : 0); }
  get plotWidth() { return Math.max(1, this.width - LEFT); }
  get plotHeight() { return Math.max(1, this.height - this.top); }
  get scale() { return this.plotWidth / (this.to - this.from); }
  get content() { return this.groups.reduce((sum, { rows }) => sum + HEAD + rows.length * this.row, 0); }

  // The height of a row where all of them are in view.
  fitting() {
    const rows = this.groups.reduce((sum, group) => sum + group.rows.length, 0);
    const room = Math.max(this.plotHeight - this.groups.length * HEAD, this.plotHeight / 2);
    return Math.min(ROW, room / Math.max(1, rows));
  }

  xOf(time) { return LEFT + (time - this.from) * this.scale; }
  timeAt(x) { return this.from + (x - LEFT) / this.scale; }

  // The group at y and how many rows below its heading; above 0 is the heading itself.
  placeAt(y) {
    let top = this.top - this.scrolled;
    for (const group of this.groups) {
      const bottom = top + HEAD + group.rows.length * this.row;
      if (y < bottom) return { group, row: (y - top - HEAD) / this.row };
      top = bottom;
    }
    return null;
  }

  yOf({ group, row }) {
    let top = this.top - this.scrolled;
    for (const each of this.groups) {
      if (each === group) return top + HEAD + (row < 0 ? 0 : row * this.row);
      top += HEAD + each.rows.length * this.row;
    }
    return top;
  }

  whole() {
    this.from = 0;
    this.to = this.end;
    this.scrolled = 0;
    this.row = this.fitting();
  }

  // A part of the time; rows stay as they are.
  show(from, to) {
    this.from = from;
    this.to = to;
    this.stayWithin();
  }

  // What is at the point stays there.
  zoom(factor, x, y) {
    const time = this.timeAt(x);
    const place = this.placeAt(y);
    const span = Math.min(this.end, Math.max(LEAST, (this.to - this.from) / factor));
    const share = Math.min(1, Math.max(0, (x - LEFT) / this.plotWidth));
    this.from = time - share * span;
    this.to = this.from + span;
    this.row = Math.min(ROW, Math.max(this.fitting(), this.row * factor));
    if (place !== null && place.row >= 0) this.scrolled += this.yOf(place) - y;
    this.stayWithin();
  }

  pan(dx, dy) {
    const shift = dx / this.scale;
    this.from -= shift;
    this.to -= shift;
    this.scrolled -= dy;
    this.stayWithin();
  }

  stayWithin() {
    const span = this.to - this.from;
    this.from = Math.min(Math.max(0, this.from), this.end - span);
    this.to = this.from + span;
    this.scrolled = Math.min(Math.max(0, this.scrolled), Math.max(0, this.content - this.plotHeight));
  }
}

// Steps of the axis in microseconds: round numbers of each unit.
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].flatMap((each) => [each, each * 1e3]).sort((a, b) => a - b).concat(
  [1, 2, 5, 10, 15, 30].map((each) => each * 1e6), [1, 2, 5, 10, 15, 30].map((each) => each * 6e7),
  [1, 2, 3, 6, 12, 24, 48, 168, 720, 8760].map((each) => each * 3.6e9));

function stepOf(view) {
  return STEPS.find((step) => step * view.scale >= (step < 1e6 ? 110 : 76)) || STEPS[STEPS.length - 1];
}

// A moment as hours, minutes and seconds; with so many decimals as a step of that length needs.
function timeText(time, step) {
  const decimals = step >= 1e6 ? 0 : step >= 1e3 ? 3 : 6;
  const unit = Math.pow(10, 6 - decimals);
  const whole = Math.round(time / unit) * unit;
  const seconds = Math.floor(whole / 1e6);
  const two = (value) => String(value).padStart(2, '0');
  const fraction = decimals === 0 ? '' : '.' + String(Math.round((whole - seconds * 1e6) / unit)).padStart(decimals, '0');
  return Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60) + fraction;
}

function lengthText(time) {
  if (time < 1e3) return Math.round(time) + ' µs';
  if (time < 1e6) return Number((time / 1e3).toPrecision(4)) + ' ms';
  if (time < 6e7) return Number((time / 1e6).toPrecision(4)) + ' s';
  return timeText(time, 1e6) + ' h';
}

// The first index in a part of ascending numbers at which the value is above what is given.
function firstAbove(values, from, to, value) {
  let low = from, high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
`;
