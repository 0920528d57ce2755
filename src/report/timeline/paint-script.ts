// The part of the timeline's script that draws onto the canvas: rows as blocks where there is room, as pixels where there is none.
// Plain JavaScript for the browser, constant; nothing of a scenario is in it.

export const PAINT_SCRIPT = `
// The stylesheet has the colours, by kind of stretch: they follow light, dark and paper.
const KIND_COLOURS = ['placement', 'download', 'failed', 'cold', 'restore', 'cold', 'idle', 'unknown', 'busy'];

function coloursOf(element) {
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue('--' + name).trim();
  const names = ['ink', 'soft', 'line', 'paper', 'bad', 'life-provisioned'].concat(KIND_COLOURS.map((kind) => 'life-' + kind));
  return Object.fromEntries(names.map((name) => [name.replace('life-', ''), colour(name)]));
}

// Init and its like before what precedes it.
const gravity = (kind) => (kind >= 2 && kind <= COLD ? 4 : kind < 2 ? 3 : kind === BUSY ? 2 : 1);

// Tells of the stretches of an environment in view, from when to when. Of those within one step of time only the gravest is told
// of, as long as the step: cold starts come first and idle times are apart by invocations, so the first few show which that is.
function stretchesIn(lives, each, from, to, step, tell) {
  const { kind, until } = lives;
  const last = lives.first[each + 1];
  let at = firstAbove(until, lives.first[each], last, from);
  let start = at === lives.first[each] ? lives.from[each] : until[at - 1];
  while (at < last && start < to) {
    const column = Math.floor((start - from) / step);
    const next = from + (column + 1) * step;
    if (until[at] > next) {
      tell(kind[at], at, start, until[at]);
      start = until[at++];
      continue;
    }
    let gravest = at;
    for (let other = at + 1; other < Math.min(last, at + 4) && until[other - 1] < next; other++)
      if (gravity(kind[other]) > gravity(kind[gravest])) gravest = other;
    tell(kind[gravest], gravest, start, next);
    let reach = 1;
    while (at + reach < last && until[at + reach] <= next) reach *= 2;
    at = firstAbove(until, at, Math.min(last, at + reach + 1), next);
    if (at < last) start = until[at - 1];
  }
}

// Stripes over the colour of a cold start, so that it is told by more than colour.
function stripes(context, paper) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const brush = tile.getContext('2d');
  brush.strokeStyle = paper;
  brush.globalAlpha = 0.55;
  brush.lineWidth = 2;
  for (const shift of [-6, 0, 6]) {
    brush.beginPath();
    brush.moveTo(shift, 6);
    brush.lineTo(shift + 6, 0);
    brush.stroke();
  }
  return context.createPattern(tile, 'repeat');
}

// How high a stretch is in its row: what a cold start waits for is lower than init, idle is a line.
const SHARES = [0.55, 0.55, 0.9, 0.9, 0.9, 0.9, 0.14, 0.3, 0.9];

class Painter {
  constructor(canvas, lives, about) {
    this.canvas = canvas;
    this.lives = lives;
    this.about = about;
    this.renewals = new Map();
    for (const { environment, at } of lives.renewals) {
      if (!this.renewals.has(environment)) this.renewals.set(environment, []);
      this.renewals.get(environment).push(at);
    }
  }

  paint(view) {
    const ratio = window.devicePixelRatio || 1;
    const { canvas } = this;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    this.context = context;
    this.ratio = ratio;
    this.colours = coloursOf(canvas);
    this.stripes = stripes(context, this.colours.paper);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, view.width, view.height);
    context.textBaseline = 'middle';
    context.save();
    context.beginPath();
    context.rect(0, view.top, view.width, view.plotHeight);
    context.clip();
    this.groups(view);
    this.edges(view);
    context.restore();
    this.axis(view);
    this.strip(view);
  }

  groups(view) {
    let top = view.top - view.scrolled;
    for (const group of view.groups) {
      const rows = top + HEAD;
      const bottom = rows + group.rows.length * view.row;
      if (bottom > view.top && top < view.height) {
        if (view.row < 3) this.pixels(view, group, rows);
        else this.blocks(view, group, rows);
        this.heading(view, group, Math.max(top, Math.min(view.top, bottom - HEAD)));
      }
      top = bottom;
    }
  }

  heading(view, { name, provisioned, rows }, y) {
    const { context, colours } = this;
    context.fillStyle = colours.paper;
    context.fillRect(0, y, view.width, HEAD);
    context.fillStyle = colours.line;
    context.fillRect(0, y, view.width, 1);
    context.fillStyle = colours.ink;
    context.font = '600 12px system-ui, sans-serif';
    const text = name + (provisioned ? ', provisioned' : '') + ' (' + grouped(rows.length) + ')';
    context.fillText(text, 4, y + HEAD / 2 + 1, view.width - 8);
  }

  // Rows high enough to be told apart.
  blocks(view, group, top) {
    const { context, lives } = this;
    const first = Math.max(0, Math.floor((view.top - top) / view.row));
    const last = Math.min(group.rows.length, Math.ceil((view.height - top) / view.row));
    const layers = KIND_COLOURS.map(() => []);
    const step = 1 / view.scale;
    for (let row = first; row < last; row++) {
      const y = top + row * view.row;
      stretchesIn(lives, group.rows[row], view.from, view.to, step, (kind, at, from, to) => {
        const x = Math.max(LEFT, view.xOf(from));
        const width = Math.min(view.xOf(to), view.width + 1) - x;
        layers[kind].push({ x, y, width, at });
      });
    }
    // The gravest last: it covers what shares its pixel.
    for (const kind of [UNKNOWN, IDLE, BUSY, 0, 1, 2, 3, 4, COLD]) this.layer(view, group, kind, layers[kind]);
    for (let row = first; row < last; row++) this.marks(view, group.rows[row], top + row * view.row);
  }

  layer(view, { provisioned }, kind, blocks) {
    const { context, colours } = this;
    const height = Math.max(kind === IDLE ? Math.min(1.5, view.row) : 1, view.row * SHARES[kind]);
    const colour = colours[kind === BUSY && provisioned ? 'provisioned' : KIND_COLOURS[kind]];
    const isStriped = kind <= COLD && view.row >= 5;
    for (const { x, y, width, at } of blocks) {
      // Requests one after the other stay apart; a cold start is not overlooked.
      const shown = Math.max(kind <= COLD ? 3 : 1, width - (kind === BUSY && width > 4 ? 1 : 0));
      const from = y + (view.row - height) / 2;
      context.fillStyle = colour;
      context.fillRect(x, from, shown, height);
      if (isStriped && shown > 3) {
        context.fillStyle = this.stripes;
        context.fillRect(x, from, shown, height);
      }
      if (kind === BUSY) this.request(view, { x, from, shown, height, at });
    }
  }

  // Its number where there is room for it, and a bar where it failed.
  request(view, { x, from, shown, height, at }) {
    const { context, colours, lives, about } = this;
    if (about.ways[lives.way[at]].failed && height >= 4) {
      context.fillStyle = colours.bad;
      context.fillRect(x, from + height - 3, shown, 3);
    }
    if (height < 11 || shown < 44) return;
    context.fillStyle = '#fff';
    context.font = '11px system-ui, sans-serif';
    context.fillText('#' + lives.request[at], x + 4, from + height / 2, shown - 8);
  }

  // Its number, its renewals and its end.
  marks(view, each, y) {
    const { context, colours, lives, about } = this;
    const middle = y + view.row / 2;
    context.font = '11px system-ui, sans-serif';
    if (view.row >= 11) {
      context.fillStyle = colours.paper;
      context.fillRect(0, y, LEFT - 1, view.row);
      context.fillStyle = colours.soft;
      context.textAlign = 'right';
      context.fillText(String(lives.number[each]), LEFT - 6, middle, LEFT - 8);
      context.textAlign = 'left';
    }
    context.fillStyle = colours.ink;
    for (const at of this.renewals.get(each) || []) {
      if (at < view.from || at > view.to) continue;
      const x = view.xOf(at);
      context.beginPath();
      context.moveTo(x, y + view.row * 0.7);
      context.lineTo(x - 4, y + view.row);
      context.lineTo(x + 4, y + view.row);
      context.fill();
    }
    const why = lives.why[each];
    const end = endOf(lives, each);
    if (why < 0 || end < view.from || end > view.to) return;
    const x = view.xOf(end);
    context.fillStyle = colours.ink;
    context.fillRect(x - 1, y + 1, 2, Math.max(1, view.row - 2));
    if (view.row >= 5) this.endMark(about.ends[why].mark, x, middle, Math.min(4, view.row / 3));
    if (view.row < 11) return;
    context.fillStyle = colours.soft;
    context.fillText(about.ends[why].short, x + 8, middle);
  }

  // Each reason has a shape of its own.
  endMark(mark, x, y, size) {
    const { context } = this;
    context.beginPath();
    if (mark === 'round') context.arc(x, y, size, 0, 2 * Math.PI);
    else if (mark === 'square') context.rect(x - size, y - size, 2 * size, 2 * size);
    else if (mark === 'pointed') {
      context.moveTo(x, y - size - 1);
      context.lineTo(x + size + 1, y);
      context.lineTo(x, y + size + 1);
      context.lineTo(x - size - 1, y);
    }
    context.fill();
  }
}

const grouped = (number) => String(number).replace(/(?<=[0-9])(?=([0-9]{3})+$)/g, ',');

const endOf = (lives, each) => (lives.first[each + 1] > lives.first[each] ? lives.until[lives.first[each + 1] - 1] : lives.from[each]);
`;
