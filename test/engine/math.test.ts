import { describe, expect, it } from 'vitest';
import { cosTurn, exp, log, pow } from '../../src/engine/math.js';
import { stream } from '../../src/engine/random.js';

// The true values come from whole-number arithmetic with 160 binary places, which owes nothing to Math.
const PLACES = 160n;
const ONE = 1n << PLACES;

/** A finite double as its exact multiple of 2^-1074. */
function exact(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const exponent = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return x < 0 ? -size : size;
}

/** A double as a fixed-point number. */
const fixed = (x: number): bigint => (exact(x) << PLACES) >> 1074n;

/** A fixed-point logarithm of a number in [1, 2), as 2 artanh. */
function lnNearOne(x: bigint): bigint {
  const s = ((x - ONE) << PLACES) / (x + ONE);
  const square = (s * s) >> PLACES;
  let sum = 0n;
  for (let power = s, n = 1n; power !== 0n; power = (power * square) >> PLACES, n += 2n) sum += power / n;
  return 2n * sum;
}

const LN2 = lnNearOne(ONE + ONE / 2n) + lnNearOne((4n * ONE) / 3n); // 3/2 · 4/3

function trueLog(x: number): bigint {
  const size = exact(x);
  const bits = BigInt(size.toString(2).length - 1);
  const mantissa = bits > PLACES ? size >> (bits - PLACES) : size << (PLACES - bits);
  return lnNearOne(mantissa) + (bits - 1074n) * LN2;
}

/** e^x as a fixed-point number in [1, 2) or so and a power of two. */
function trueExp(x: bigint): { readonly mantissa: bigint; readonly power: bigint } {
  let power = x / LN2;
  let rest = x - power * LN2;
  if (rest < 0n) {
    rest += LN2;
    power -= 1n;
  }
  let sum = 0n;
  for (let term = ONE, n = 1n; term !== 0n; term = ((term * rest) >> PLACES) / n, n += 1n) sum += term;
  return { mantissa: sum, power };
}

const EXTRA = 200n; // binary places below the smallest subnormal

/** Error of `value` in its own units in the last place, where `truth` is a multiple of 2^-(1074 + EXTRA). */
function ulps(value: number, truth: bigint): number {
  const units = exact(value);
  const length = BigInt((units < 0n ? -units : units).toString(2).length);
  const ulp = (length > 53n ? 1n << (length - 53n) : 1n) << EXTRA;
  const error = (units << EXTRA) - truth;
  return Number(((error < 0n ? -error : error) * 10_000n) / ulp) / 10_000;
}

const logError = (x: number): number => ulps(log(x), trueLog(x) << (1074n + EXTRA - PLACES));

function powerError(value: number, exponent: bigint): number {
  const { mantissa, power } = trueExp(exponent);
  const shift = 1074n + EXTRA - PLACES + power;
  return ulps(value, shift >= 0n ? mantissa << shift : mantissa >> -shift);
}

const expError = (x: number): number => powerError(exp(x), fixed(x));

const uniform = stream(['test', 'math']);
/** Positive, any of all magnitudes that doubles have, subnormals among them. */
const anyMagnitude = (): number => (1 + uniform()) * 2 ** Math.floor(-1074 + uniform() * 2097);
const worst = (count: number, error: () => number): number => {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, error());
  return most;
};

const bitsOf = (x: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
};

describe('log', () => {
  it('is within 1 unit in the last place over all magnitudes', () => {
    expect(worst(4000, () => logError(anyMagnitude()))).toBeLessThan(1);
  });

  it('is within 1 unit in the last place near 1, where the result is small', () => {
    expect(worst(4000, () => logError(0.5 + 1.5 * uniform()))).toBeLessThan(1);
    expect(worst(2000, () => logError(1 + (uniform() - 0.5) * 2 ** (-50 * uniform())))).toBeLessThan(1);
  });

  it('is within 1 unit in the last place of uniform draws, as samplers ask for them', () => {
    expect(worst(4000, () => logError(1 - uniform()))).toBeLessThan(1);
  });

  it('is within 1 unit in the last place where its series changes over', () => {
    for (let k = -3; k <= 3; k++) {
      for (const breakpoint of [Math.SQRT2, 1, 2]) {
        for (let step = -40; step <= 40; step++) {
          const x = breakpoint * 2 ** k * (1 + step * 2 ** -52);
          if (x !== 1) expect(logError(x)).toBeLessThan(1);
        }
      }
    }
  });

  it.each([
    [0, -Infinity],
    [-0, -Infinity],
    [-1, NaN],
    [-5e-324, NaN],
    [-Infinity, NaN],
    [NaN, NaN],
    [Infinity, Infinity],
    [1, 0],
  ])('of %d is %d', (x, value) => {
    expect(log(x)).toBe(value);
  });

  it('is right at the smallest subnormal, the smallest normal and the largest number', () => {
    for (const x of [5e-324, 1e-323, 2.225073858507201e-308, 2.2250738585072014e-308, Number.MAX_VALUE]) {
      expect(logError(x)).toBeLessThan(1);
    }
  });

  it('never falls', () => {
    for (const around of [Math.SQRT1_2, 1, Math.SQRT2, 2, Math.SQRT2 * 2 ** 40, 2 ** -1022, 1e-3]) {
      let x = around * (1 - 2000 * 2 ** -52);
      let before = log(x);
      for (let i = 0; i < 4000; i++) {
        x = x * (1 + 2 ** -52);
        const value = log(x);
        if (value < before) throw new Error(`log falls at ${x}`);
        before = value;
      }
    }
  });
});

describe('exp', () => {
  it('is within 1.5 units in the last place over its range', () => {
    expect(worst(4000, () => expError(-745 + 1454.7 * uniform()))).toBeLessThan(1.5);
  });

  it('is within 1.5 units in the last place of small arguments', () => {
    expect(worst(4000, () => expError((uniform() - 0.5) * 2))).toBeLessThan(1.5);
    expect(worst(2000, () => expError((uniform() - 0.5) * 2 ** (-60 * uniform())))).toBeLessThan(1.5);
  });

  it('is within 1.5 units in the last place where its result is subnormal', () => {
    expect(worst(2000, () => expError(-745.1 + 37 * uniform()))).toBeLessThan(1.5);
  });

  it('is within 1.5 units in the last place where its series changes over', () => {
    for (let k = -1074; k < 1024; k += 7) {
      for (let step = -3; step <= 3; step++)
        expect(expError((k + 0.5) * Math.LN2 * (1 + step * 2 ** -52))).toBeLessThan(1.5);
    }
  });

  it.each([
    [0, 1],
    [-0, 1],
    [NaN, NaN],
    [Infinity, Infinity],
    [-Infinity, 0],
    [709.79, Infinity],
    [-745.14, 0],
    [1e300, Infinity],
    [-1e300, 0],
    [5e-324, 1],
  ])('of %d is %d', (x, value) => {
    expect(exp(x)).toBe(value);
  });

  it('is finite up to the largest number, and above 0 down to the smallest', () => {
    expect(expError(709.782712893384)).toBeLessThan(1.5);
    expect(exp(-745.1332191019411)).toBe(5e-324);
  });

  it('never falls', () => {
    for (let k = -20; k <= 20; k++) {
      const middle = (k + 0.5) * Math.LN2;
      const step = Math.abs(middle) * 2 ** -52;
      let before = exp(middle - 1000 * step);
      for (let i = -999; i <= 1000; i++) {
        const value = exp(middle + i * step);
        if (value < before) throw new Error(`exp falls at ${middle + i * step}`);
        before = value;
      }
    }
  });

  it('undoes log', () => {
    for (let i = 0; i < 20_000; i++) {
      const x = anyMagnitude();
      if (x < 1e-300) continue;
      // An error of half a unit in the last place of ln x, up to 709, is one of 2^-44 in x.
      if (Math.abs(exp(log(x)) / x - 1) > 2 ** -43) throw new Error(`exp(log(${x})) is ${exp(log(x))}`);
    }
  });
});

describe('pow', () => {
  it('has a relative error of about |y · ln x| · 2^-53', () => {
    for (let i = 0; i < 3000; i++) {
      const x = uniform() < 0.5 ? -log(1 - uniform()) : (1 + uniform()) * 2 ** Math.floor(200 * (uniform() - 0.5));
      const y = uniform() < 0.5 ? 1 / (0.1 + 5 * uniform()) : 6 * (uniform() - 0.5);
      const error = powerError(pow(x, y), (fixed(y) * trueLog(x)) >> PLACES);
      if (!(error <= 2 + 2 * Math.abs(y * Math.log(x)))) throw new Error(`${x} to the ${y} is off by ${error} units`);
    }
  });

  it.each([
    [0, 2, 0],
    [0, 0, 1],
    [0, -1, Infinity],
    [5, 0, 1],
    [NaN, 0, 1],
    [1, 3.7, 1],
    [Infinity, 2, Infinity],
    [Infinity, -2, 0],
    [-2, 0.5, NaN],
    [NaN, 2, NaN],
    [1e200, 2, Infinity],
    [1e200, -2, 0],
  ])('of %d to the %d is %d', (x, y, value) => {
    expect(pow(x, y)).toBe(value);
  });
});

/** π by Machin's formula: 16 arctan 1/5 − 4 arctan 1/239. */
const PI = 16n * arctanOfPart(5n) - 4n * arctanOfPart(239n);

function arctanOfPart(n: bigint): bigint {
  let sum = 0n;
  for (let power = ONE / n, k = 1n; power !== 0n; power = -power / (n * n), k += 2n) sum += power / k;
  return sum;
}

/** A fixed-point cosine of so many turns, by its whole series at once. */
function trueCosTurn(turns: number): bigint {
  const part = fixed(turns) % ONE;
  const angle = (2n * PI * (2n * part > ONE ? part - ONE : part)) >> PLACES;
  const square = (angle * angle) >> PLACES;
  let sum = 0n;
  for (let term = ONE, k = 1n; term !== 0n; term = -((term * square) >> PLACES) / (k * (k + 1n)), k += 2n) sum += term;
  return sum;
}

describe('cosTurn', () => {
  it('is within 1.5 units in the last place of 1, 2^-52, of the true cosine', () => {
    const unit = ONE >> 52n;
    for (let i = 0; i < 20_000; i++) {
      const turns = i < 10_000 ? uniform() : (uniform() - 0.5) * 2 ** Math.floor(30 * uniform());
      const error = Number((10_000n * (fixed(cosTurn(turns)) - trueCosTurn(Math.abs(turns)))) / unit) / 10_000;
      if (!(Math.abs(error) <= 1.5)) throw new Error(`the cosine of ${turns} turns is off by ${error} units`);
    }
  });

  it('is exact at quarters of a turn', () => {
    for (const turns of [0, 1, -1, 7, 1e9]) {
      expect([0, 0.25, 0.5, 0.75].map((quarter) => cosTurn(turns + quarter) + 0)).toEqual([1, 0, -1, 0]);
    }
  });

  it('is the same a turn later, and mirrored at half a turn and at a quarter', () => {
    for (let i = 0; i < 10_000; i++) {
      const turns = Math.floor(uniform() * 2 ** 40) * 2 ** -40;
      for (const more of [1, -1, 1000]) expect(cosTurn(turns + more)).toBe(cosTurn(turns));
      expect(cosTurn(-turns)).toBe(cosTurn(turns));
      expect(cosTurn(1 - turns)).toBe(cosTurn(turns));
      expect(cosTurn(0.5 - turns)).toBe(0 - cosTurn(turns));
    }
  });

  it('lies between −1 and 1 and falls over half a turn', () => {
    let before = 1;
    for (let i = 0; i <= 1_000_000; i++) {
      const value = cosTurn(i / 2_000_000);
      if (!(value <= before && value >= -1)) throw new Error(`it rises at ${i / 2_000_000}`);
      before = value;
    }
  });

  it.each([[NaN], [Infinity], [-Infinity]])('of %d is not a number', (turns) => {
    expect(cosTurn(turns)).toBeNaN();
  });
});

describe('portable maths', () => {
  it.each([
    [5e-324, 'c0874385446d71c3', '3ff0000000000000', '1e60000000000064'],
    [2.2250738585072014e-308, 'c086232bdd7abcd2', '3ff0000000000000', '200000000000003e'],
    [1e-10, 'c037069e2aa2aa5b', '3ff000000006df38', '3ee4f8b588e368f0'],
    [0.1, 'c0026bb1bbb55515', '3ff1aec7b35a00d4', '3fd43d1362484910'],
    [0.5, 'bfe62e42fefa39ef', '3ffa61298e1e069c', '3fe6a09e667f3bcc'],
    [0.7071067811865476, 'bfd62e42fefa39ee', '4000399458f5a0d7', '3feae89f995ad3ae'],
    [1.4142135623730951, '3fd62e42fefa39f0', '401073f7e8448776', '3ff306fe0a31b715'],
    [2.718281828459045, '3ff0000000000000', '402e4efb75e4527a', '3ffa61298e1e069c'],
    [10, '40026bb1bbb55516', '40d5829dcf950560', '40094c583ada5b53'],
    [123.456, '401343774f3e2362', '4b11428e1cbc0143', '402638dee52c80ec'],
    [700, '401a344e6741ebab', '7f0d945df4f8ec8e', '403a751f9447b723'],
  ])('gives the same bits of log, exp and the square root of %d on every machine', (x, ln, e, root) => {
    expect([bitsOf(log(x)), bitsOf(exp(x)), bitsOf(pow(x, 0.5))]).toEqual([ln, e, root]);
  });
});
