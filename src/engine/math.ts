// Logarithm, exponential, power and cosine that give the same bits on every machine. ECMAScript leaves Math.log, Math.exp,
// Math.pow and Math.cos to the implementation; these use only +, −, ×, ÷ and bit patterns, which IEEE 754 fixes.

const LN2_HI = 0.6931471803691238; // ln 2 with its last 20 bits zero, so that k · LN2_HI is exact for |k| < 2^20
const LN2_LO = 1.9082149292705877e-10; // ln 2 − LN2_HI
const PER_LN2 = 1.4426950408889634;
const SQRT2 = 1.4142135623730951;
const TWO_54 = 18014398509481984;

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for k from −1074 to 1023, at k + 1074. */
const POWERS_OF_TWO = new Float64Array(2098);
POWERS_OF_TWO[1074] = 1;
for (let k = 1; k <= 1023; k++) POWERS_OF_TWO[1074 + k] = 2 * POWERS_OF_TWO[1073 + k]!;
for (let k = 1; k <= 1074; k++) POWERS_OF_TWO[1074 - k] = POWERS_OF_TWO[1075 - k]! / 2;

/**
 * Natural logarithm, within 1 unit in the last place of the true value. `NaN` below 0, `-Infinity` at 0.
 *
 * x = 2^k · (1 + f) with 1 + f in [√½, √2); with s = f / (2 + f), ln(1 + f) = 2 artanh s, whose series in s² is cut where
 * its terms fall under 2^-56.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const scaled = x < 2.2250738585072014e-308 ? x * TWO_54 : x;
  bits.setFloat64(0, scaled);
  const high = bits.getUint32(0);
  let k = (high >>> 20) - 1023 - (scaled === x ? 0 : 54);
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > SQRT2) {
    mantissa *= 0.5;
    k += 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const tail =
    z *
    (2 / 3 +
      z *
        (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19)))))))));
  // f − f²/2 + s·(f²/2 + tail) equals 2s + s·tail, but keeps the rounding error in the small terms.
  const half = 0.5 * f * f;
  return k * LN2_HI - (half - (s * (half + tail) + k * LN2_LO) - f);
}

/** e to the x, within 1.5 units in the last place. `0` below −745.14, `Infinity` above 709.78. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  // x = k · ln 2 + r with |r| ≤ 0.347, so that the first term left out of the series, r^14/14!, is under 2^-57.
  const k = Math.floor(x * PER_LN2 + 0.5);
  const r = x - k * LN2_HI - k * LN2_LO;
  const late =
    1 / 5040 +
    r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600 + r / 6227020800)))));
  const sum = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * late))))));
  if (k > 1023) return sum * POWERS_OF_TWO[1073 + k]! * 2;
  if (k < -1022) return sum * POWERS_OF_TWO[1074 + k + 54]! * (1 / TWO_54);
  return sum * POWERS_OF_TWO[1074 + k]!;
}

/** x to the y for x ≥ 0. The relative error is about |y · ln x| · 2^-53: enough for samplers, not for a library of maths. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

const TURN = 6.283185307179586;

/**
 * Cosine of an angle given in whole turns, so that a day's curve repeats exactly: `cosTurn(0.25)` is 0, `cosTurn(t + 1)` is
 * `cosTurn(t)`. Within 1.5 units in the last place of 1.
 */
export function cosTurn(turns: number): number {
  // Subtracting whole numbers and halves is exact, so the series below sees at most an eighth of a turn.
  const part = Math.abs(turns - Math.floor(turns + 0.5));
  const toQuarter = 0.25 - part;
  if (Math.abs(toQuarter) <= 0.125) return sinSeries(TURN * toQuarter);
  return part < 0.25 ? cosSeries(TURN * part) : -cosSeries(TURN * (0.5 - part));
}

/** For |x| up to π/4; the first term left out is x^17/17!, under 2^-54. */
function sinSeries(x: number): number {
  const z = x * x;
  const tail =
    -1 / 6 +
    z * (1 / 120 + z * (-1 / 5040 + z * (1 / 362880 + z * (-1 / 39916800 + z * (1 / 6227020800 - z / 1307674368000)))));
  return x + x * z * tail;
}

/** For |x| up to π/4; the first term left out is x^16/16!, under 2^-49 of 2^-5. */
function cosSeries(x: number): number {
  const z = x * x;
  const tail =
    1 / 24 +
    z *
      (-1 / 720 +
        z * (1 / 40320 + z * (-1 / 3628800 + z * (1 / 479001600 + z * (-1 / 87178291200 + z / 20922789888000)))));
  return 1 - (0.5 * z - z * z * tail);
}
