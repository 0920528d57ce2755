// The part of the timeline's script for rows thinner than can be told apart: each pixel shows the gravest state of all rows and times
// that fall on it. Plain JavaScript for the browser, constant; nothing of a scenario is in it.

export const PIXELS_SCRIPT = `
// A colour of the stylesheet as four bytes in one number, in the order of the machine.
function packedColour(context, colour) {
  context.fillStyle = colour;
  const value = parseInt(context.fillStyle.slice(1), 16);
  const bytes = new Uint8Array([value >> 16, (value >> 8) & 255, value & 255, 255]);
  return new Uint32Array(bytes.buffer)[0];
}

// How many stretches of each gravity begin less those that ended before, column by column: their sums say what is where.
class Line {
  constructor(columns) {
    this.columns = columns;
    this.changes = [null, new Int32Array(columns + 1), new Int32Array(columns + 1), new Int32Array(columns + 1)];
    this.known = new Int32Array(columns + 1);
  }

  clear() {
    for (let grave = 1; grave <= 3; grave++) this.changes[grave].fill(0);
    this.known.fill(0);
  }

  add(kind, from, to) {
    const last = Math.max(from, Math.min(this.columns, Math.ceil(to)) - 1);
    const changes = this.changes[Math.min(3, gravity(kind))];
    changes[from]++;
    changes[last + 1]--;
    if (kind === UNKNOWN) return;
    this.known[from]++;
    this.known[last + 1]--;
  }

  // Colours by gravity, 0 for nothing; the last is what is not known.
  write(into, at, colours) {
    const [, idle, busy, cold] = this.changes;
    let [coldNow, busyNow, idleNow, knownNow] = [0, 0, 0, 0];
    for (let column = 0; column < this.columns; column++) {
      coldNow += cold[column];
      busyNow += busy[column];
      idleNow += idle[column];
      knownNow += this.known[column];
      into[at + column] =
        coldNow > 0 ? colours[3] : busyNow > 0 ? colours[2] : idleNow > 0 ? (knownNow > 0 ? colours[1] : colours[4]) : colours[0];
    }
  }
}

Painter.prototype.pixels = function (view, group, top) {
  const { context, ratio, lives, colours } = this;
  const columns = Math.round(view.plotWidth * ratio);
  const from = Math.max(Math.round(view.top * ratio), Math.round(top * ratio));
  const to = Math.min(Math.round(view.height * ratio), Math.round((top + group.rows.length * view.row) * ratio));
  if (to <= from || columns < 1) return;
  const image = context.createImageData(columns, to - from);
  const into = new Uint32Array(image.data.buffer);
  const busy = group.provisioned ? colours.provisioned : colours.busy;
  const packed = [colours.paper, colours.idle, busy, colours.cold, colours.unknown].map((each) => packedColour(context, each));
  const line = new Line(columns);
  const scale = columns / (view.to - view.from);
  const height = view.row * ratio;
  let drawn = -1;
  for (let y = from; y < to; y++) {
    const first = Math.min(group.rows.length - 1, Math.max(0, Math.floor((y - top * ratio) / height)));
    const last = Math.min(group.rows.length, Math.max(first + 1, Math.floor((y + 1 - top * ratio) / height)));
    const at = (y - from) * columns;
    // A row that is higher than a pixel.
    if (first === drawn && last === first + 1) {
      into.copyWithin(at, at - columns, at);
      continue;
    }
    drawn = last === first + 1 ? first : -1;
    line.clear();
    for (let row = first; row < last; row++) addRow(line, lives, group.rows[row], view, scale);
    line.write(into, at, packed);
  }
  context.putImageData(image, Math.round(LEFT * ratio), from);
};

function addRow(line, lives, each, { from, to }, scale) {
  if (lives.from[each] >= to || endOf(lives, each) <= from) return;
  stretchesIn(lives, each, from, to, 1 / scale, (kind, at, start, until) => {
    const column = Math.floor((Math.max(start, from) - from) * scale);
    if (column < line.columns) line.add(kind, column, (until - from) * scale);
  });
}
`;
