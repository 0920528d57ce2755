// The part of the timeline's script that begins it and hears mouse, touch and keys. Plain JavaScript for the browser, constant;
// nothing of a scenario is in it.

export const BEGIN_SCRIPT = `
const figure = document.getElementById('timeline');
// Where nothing happened, there is none.
if (figure === null) return;
const canvas = figure.querySelector('canvas');
const told = figure.querySelector('.told');
const shown = document.getElementById('timeline-shown');
const menu = document.getElementById('timeline-function');

const about = JSON.parse(document.getElementById('timeline-about').textContent);
const lives = decodeTimeline(bytesOf(document.getElementById('timeline-bytes').textContent), about);
const view = new View(lives.limit);
const painter = new Painter(canvas, lives, about);

// Piece by piece: the whole may be a text of a hundred million letters.
function bytesOf(text) {
  const PIECE = 1 << 20;
  const letters = text.trim();
  const padding = letters.endsWith('==') ? 2 : letters.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((letters.length / 4) * 3 - padding);
  for (let from = 0; from < letters.length; from += PIECE) {
    const piece = atob(letters.slice(from, from + PIECE));
    const at = (from / 4) * 3;
    for (let index = 0; index < piece.length; index++) bytes[at + index] = piece.charCodeAt(index);
  }
  return bytes;
}

let isDue = false, telling = 0;
function redraw() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    painter.paint(view);
    figure.dataset.drawn = '';
    clearTimeout(telling);
    telling = setTimeout(tellView, 150);
  });
}

function tellView() {
  const step = Math.min(stepOf(view), (view.to - view.from) / 100);
  shown.textContent = 'Shown: ' + timeText(view.from, step) + ' to ' + timeText(view.to, step);
}

function choose() {
  const chosen = menu === null ? -1 : menu.selectedIndex - 1;
  view.choose(groupsOf(lives, about.functions, chosen), throttlesOf(lives, chosen));
  fit();
}

// No higher than its rows need, nor than a screen has room for.
function fit() {
  const rows = view.groups.reduce((sum, group) => sum + group.rows.length, 0);
  const needed = view.top + view.groups.length * HEAD + rows * ROW + 20;
  canvas.style.height = Math.round(Math.min(Math.max(needed, 100), Math.max(260, window.innerHeight * about.height))) + 'px';
  const box = canvas.getBoundingClientRect();
  view.resize(box.width, box.height);
  redraw();
}

function act(change) {
  change();
  told.hidden = true;
  redraw();
}

const middle = () => [LEFT + view.plotWidth / 2, view.top + view.plotHeight / 2];
const zoom = (factor, x = middle()[0], y = middle()[1]) => act(() => view.zoom(factor, x, y));

const ACTIONS = {
  in: () => zoom(2),
  out: () => zoom(0.5),
  whole: () => act(() => view.whole()),
};
for (const button of figure.querySelectorAll('button')) button.addEventListener('click', ACTIONS[button.dataset.zoom]);

const KEYS = {
  ArrowLeft: () => act(() => view.pan(view.plotWidth / 10, 0)),
  ArrowRight: () => act(() => view.pan(-view.plotWidth / 10, 0)),
  ArrowUp: () => act(() => view.pan(0, view.plotHeight / 10)),
  ArrowDown: () => act(() => view.pan(0, -view.plotHeight / 10)),
  '+': ACTIONS.in,
  '=': ACTIONS.in,
  '-': ACTIONS.out,
  Home: ACTIONS.whole,
  Escape: () => { told.hidden = true; },
};
canvas.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || KEYS[event.key] === undefined) return;
  event.preventDefault();
  KEYS[event.key]();
});

function pointOf(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

// The charts beside it have chosen a part of the time, in milliseconds.
document.addEventListener('coldstart-range', ({ detail: [from, to] }) => act(() => view.show(from * 1000, to * 1000)));

// A plain wheel scrolls the page.
canvas.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const lines = event.deltaMode === 0 ? event.deltaY : event.deltaY * 30;
  zoom(Math.exp(-Math.min(200, Math.max(-200, lines)) / 200), ...pointOf(event));
}, { passive: false });
canvas.addEventListener('dblclick', (event) => zoom(2, ...pointOf(event)));

// Fingers and the button of the mouse that are down, by their ids, with where they were last.
const down = new Map();
let moved = 0;
canvas.addEventListener('pointerdown', (event) => {
  if (event.button !== 0) return;
  canvas.setPointerCapture(event.pointerId);
  down.set(event.pointerId, pointOf(event));
  if (down.size === 1) moved = 0;
});
canvas.addEventListener('pointermove', (event) => {
  const [x, y] = pointOf(event);
  const last = down.get(event.pointerId);
  if (last === undefined) {
    if (event.pointerType === 'mouse') tell(x, y);
    return;
  }
  const before = spread();
  down.set(event.pointerId, [x, y]);
  const [dx, dy] = [(x - last[0]) / down.size, (y - last[1]) / down.size];
  moved += Math.abs(dx) + Math.abs(dy);
  if (moved < 4) return;
  act(() => {
    view.pan(dx, dy);
    const now = spread();
    if (down.size === 2 && before.size > 10 && now.size > 10) view.zoom(now.size / before.size, now.x, now.y);
  });
});
for (const name of ['pointerup', 'pointercancel'])
  canvas.addEventListener(name, (event) => {
    const isTap = down.size === 1 && moved < 4 && name === 'pointerup';
    down.delete(event.pointerId);
    if (isTap) tell(...pointOf(event));
  });
canvas.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') told.hidden = true; });

// The middle of the fingers, and how far they are apart.
function spread() {
  const [[ax, ay], [bx, by]] = down.size === 2 ? [...down.values()] : [[0, 0], [0, 0]];
  return { x: (ax + bx) / 2, y: (ay + by) / 2, size: Math.hypot(ax - bx, ay - by) };
}

function tell(x, y) {
  const words = wordsAt(lives, about, view, x, y);
  told.hidden = words === null;
  if (words === null) return;
  const name = document.createElement('bdi');
  name.textContent = words.name;
  const lines = words.lines.map((line) => {
    const part = document.createElement('span');
    part.textContent = line;
    return part;
  });
  told.replaceChildren(name, ...lines);
  const room = view.width - told.offsetWidth;
  told.style.left = Math.max(0, Math.min(x + 14, room)) + 'px';
  const isBelow = y + 16 + told.offsetHeight <= view.height || y < told.offsetHeight + 10;
  told.style.top = (isBelow ? y + 16 : y - told.offsetHeight - 10) + 'px';
}

if (menu !== null) menu.addEventListener('change', choose);
new ResizeObserver(() => fit()).observe(figure);
window.addEventListener('resize', fit);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
// Paper is white, whatever the screen is.
for (const [name, isPaper] of [['beforeprint', true], ['afterprint', false]])
  window.addEventListener(name, () => {
    figure.classList.toggle('on-paper', isPaper);
    painter.paint(view);
  });
choose();
`;
