// The part of the timeline's script that says in words what is at a point. Plain JavaScript for the browser, constant; nothing of a
// scenario is in it.

export const POINT_SCRIPT = `
const KIND_WORDS = ['placement', 'download of the package', 'init that failed', 'init', 'restore of the snapshot', 'cold start',
  'idle', 'alive; what it did is not in this page'];

// Pixels to either side within which something small is still meant.
const NEAR = 3;

// Lines of text on what is at a point of the canvas, the first of them a function's name; null where there is nothing.
function wordsAt(lives, about, view, x, y) {
  if (x < LEFT - NEAR || y < AXIS) return null;
  if (y < view.top) return throttleWords(lives, about, view, x);
  const place = view.placeAt(y);
  if (place === null || place.row < 0) return null;
  const each = environmentAt(lives, view, place, x);
  const at = each < 0 ? -1 : stretchNear(lives, each, view, x);
  if (at < 0) return each < 0 ? null : endWords(lives, about, view, each, x);
  const name = about.functions[lives.functionOf[each]];
  const from = startOf(lives, at);
  return { name, lines: [environmentText(lives, each)].concat(stretchLines(lives, about, at), [spanText(from, lives.until[at])]) };
}

const environmentText = (lives, each) => (lives.provisioned[each] === 1 ? 'provisioned environment ' : 'environment ') + lives.number[each];

// Of the rows that share the pixel, the one that does the gravest thing.
function environmentAt(lives, view, { group, row }, x) {
  const first = Math.min(group.rows.length - 1, Math.floor(row));
  const last = Math.min(group.rows.length, Math.max(first + 1, Math.floor(row + 1 / view.row)));
  let found = group.rows[first], most = 0;
  for (let index = first; index < last; index++) {
    const at = stretchNear(lives, group.rows[index], view, x);
    const grave = at < 0 ? 0 : gravity(lives.kind[at]);
    if (grave > most) [found, most] = [group.rows[index], grave];
  }
  return found;
}

// The stretch at x, unless a narrow one beside it is graver than being idle; -1 where the environment is not alive.
function stretchNear(lives, each, view, x) {
  const [first, last] = [lives.first[each], lives.first[each + 1]];
  const startAt = (at) => (at === first ? lives.from[each] : lives.until[at - 1]);
  const widthOf = (at) => (lives.until[at] - startAt(at)) * view.scale;
  const there = firstAbove(lives.until, first, last, view.timeAt(x));
  const isAlive = there < last && lives.from[each] <= view.timeAt(x);
  if (isAlive && gravity(lives.kind[there]) > 1 && widthOf(there) > 2) return there;
  let found = isAlive ? there : -1;
  const to = view.timeAt(x + NEAR);
  for (let at = firstAbove(lives.until, first, last, view.timeAt(x - NEAR)); at < Math.min(last, there + 4); at++) {
    if (startAt(at) > to) break;
    const isMeant = at === there || widthOf(at) < 2 * NEAR;
    if (isMeant && (found < 0 || gravity(lives.kind[at]) > gravity(lives.kind[found]))) found = at;
  }
  return found;
}

function stretchLines(lives, about, at) {
  if (lives.kind[at] !== BUSY) return [KIND_WORDS[lives.kind[at]]];
  return ['request ' + lives.request[at] + ': ' + about.ways[lives.way[at]].text, latencyText(lives, at)];
}

function latencyText(lives, at) {
  const before = lives.before.get(at) || 0;
  const start = startOf(lives, at);
  return 'latency ' + lengthText(lives.until[at] - start + before) + (before > 0 ? ', of it ' + lengthText(before) + ' before the handler' : '');
}

// Where a stretch begins: at the end of the one before, or with its environment.
function startOf(lives, at) {
  const each = firstAbove(lives.first, 0, lives.count + 1, at) - 1;
  return at === lives.first[each] ? lives.from[each] : lives.until[at - 1];
}

const spanText = (from, to) => timeText(from, 1e3) + ' to ' + timeText(to, 1e3) + ' (' + lengthText(to - from) + ')';

// Right of the end of an environment, as far as its label may reach.
function endWords(lives, about, view, each, x) {
  const end = endOf(lives, each);
  if (lives.why[each] < 0 || x < view.xOf(end) - NEAR || x > view.xOf(end) + 80) return null;
  const lived = 'after ' + lengthText(end - lives.from[each]);
  return {
    name: about.functions[lives.functionOf[each]],
    lines: [environmentText(lives, each), about.ends[lives.why[each]].long, timeText(end, 1e3) + ', ' + lived],
  };
}

function throttleWords(lives, about, view, x) {
  const first = firstThrottle(lives, view.throttles, view.timeAt(x - NEAR));
  const after = firstThrottle(lives, view.throttles, view.timeAt(x + NEAR));
  if (after <= first) return null;
  const { functionOf, at, reason, request } = lives.throttles;
  const each = view.throttles[first];
  const more = after - first - 1;
  return {
    name: about.functions[functionOf[each]],
    lines: ['request ' + request[each] + ': throttled', about.reasons[reason[each]], timeText(at[each], 1e3)]
      .concat(more > 0 ? ['and ' + more + ' more here'] : []),
  };
}
`;
