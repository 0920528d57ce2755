// The part of the timeline's script that reads the packed lives, whose form runner/timeline/packed-lives.ts tells. Plain JavaScript
// for the browser, constant; nothing of a scenario is in it.

/** Kinds of stretches in what it returns: 0 to 6 as packed, then what is not known, then invocations. */
export const DECODE_SCRIPT = `
const COLD = 5, IDLE = 6, UNKNOWN = 7, BUSY = 8;

// Numbers of seven bits a byte, the lowest first.
function numbersOf(bytes) {
  let at = 0;
  const number = () => {
    let value = 0, factor = 1;
    for (;;) {
      const byte = bytes[at++];
      if (byte < 128) return value + byte * factor;
      value += (byte - 128) * factor;
      factor *= 128;
    }
  };
  const difference = () => {
    const value = number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  return { number, difference, isOver: () => at >= bytes.length };
}

// Tells of each item in turn; an environment by its number in the order of creation.
function readLives(bytes, limit, tell) {
  const { number, difference, isOver } = numbersOf(bytes);
  const inPlace = [], until = [], lastNumber = [], lastRequest = [];
  let clock = 0, environments = 0;
  const request = (of) => { lastRequest[of] = (lastRequest[of] || 0) + difference(); return lastRequest[of]; };
  const functionOf = [];
  const stretch = (each, kind, length, way, asked, before) => {
    until[each] += length;
    tell.stretch(each, kind, until[each], way, asked, before);
  };
  while (!isOver()) {
    const head = number();
    const place = Math.floor(head / 16), kind = head % 16;
    if (kind === 0) {
      const each = environments++;
      const whose = number();
      lastNumber[whose] = (lastNumber[whose] || 0) + 1 + difference();
      clock += number();
      inPlace[place] = each;
      functionOf[each] = Math.floor(whose / 2);
      until[each] = clock;
      tell.created(each, functionOf[each], whose % 2, lastNumber[whose], clock);
    } else if (kind === 11) {
      clock += number();
      const reason = number();
      tell.throttled(place, clock, reason, request(place));
    } else {
      const each = inPlace[place];
      if (kind < 8) stretch(each, kind - 1, number(), 0, 0, 0);
      else if (kind === 8) {
        const length = number(), way = number(), asked = request(functionOf[each]);
        stretch(each, BUSY, length, way, asked, number());
      } else if (kind === 9) tell.renewed(each, until[each] + number());
      else {
        const why = number(), gap = number();
        if (gap > 0) stretch(each, UNKNOWN, gap, 0, 0, 0);
        tell.ended(each, until[each], why);
        until[each] = null;
      }
    }
  }
  for (let each = 0; each < environments; each++)
    if (until[each] !== null && until[each] < limit) stretch(each, UNKNOWN, limit - until[each], 0, 0, 0);
}

// All lives as columns: those of environments, and of their stretches, which stand one after the other, environment by environment.
function decodeTimeline(bytes, { end, livesUntil }) {
  const limit = livesUntil === null ? end : livesUntil;
  const sizes = [];
  let throttles = 0, total = 0;
  readLives(bytes, limit, {
    created: (each) => { sizes[each] = 0; },
    stretch: (each) => { sizes[each]++; total++; },
    renewed: () => undefined,
    ended: () => undefined,
    throttled: () => { throttles++; },
  });
  const count = sizes.length;
  const lives = {
    count, limit,
    functionOf: new Int32Array(count), provisioned: new Uint8Array(count), number: new Int32Array(count),
    from: new Float64Array(count), why: new Int32Array(count).fill(-1), first: new Int32Array(count + 1),
    kind: new Uint8Array(total), until: new Float64Array(total), way: new Uint16Array(total), request: new Int32Array(total),
    before: new Map(), renewals: [],
    throttles: {
      functionOf: new Int32Array(throttles), at: new Float64Array(throttles),
      reason: new Uint8Array(throttles), request: new Int32Array(throttles),
    },
  };
  for (let each = 0; each < count; each++) lives.first[each + 1] = lives.first[each] + sizes[each];
  const next = lives.first.slice();
  let refused = 0;
  readLives(bytes, limit, {
    created: (each, whose, provisioned, number, at) => {
      lives.functionOf[each] = whose;
      lives.provisioned[each] = provisioned;
      lives.number[each] = number;
      lives.from[each] = at;
    },
    stretch: (each, kind, until, way, request, before) => {
      const at = next[each]++;
      lives.kind[at] = kind;
      lives.until[at] = until;
      lives.way[at] = way;
      lives.request[at] = request;
      if (before > 0) lives.before.set(at, before);
    },
    renewed: (each, at) => { lives.renewals.push({ environment: each, at }); },
    ended: (each, at, why) => { lives.why[each] = why; },
    throttled: (whose, at, reason, request) => {
      lives.throttles.functionOf[refused] = whose;
      lives.throttles.at[refused] = at;
      lives.throttles.reason[refused] = reason;
      lives.throttles.request[refused++] = request;
    },
  });
  return lives;
}
`;
