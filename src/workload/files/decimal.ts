// Decimal text to whole microseconds, without going through a binary fraction: the nearest one, halves up.

/** Microseconds of each unit that a file's numbers may have. */
export const UNITS = { us: 1, ms: 1_000, s: 1_000_000 } as const;

/** One of `UNITS`. */
export type Unit = (typeof UNITS)[keyof typeof UNITS];

const POINT = 46;

/** Plain digits, with or without a point, in bytes; NaN for anything else, and for what exceeds the safe integers. */
export function microsOfDigits(bytes: Uint8Array, start: number, end: number, unit: Unit): number {
  let at = start;
  let value = 0;
  let digits = 0;
  for (; at < end && isDigit(bytes[at]!); at++, digits++) value = value * 10 + (bytes[at]! - 48);
  let scale: number = unit;
  let half = 0;
  if (at < end && bytes[at] === POINT) {
    for (at++; at < end && isDigit(bytes[at]!); at++, digits++) {
      if (scale > 1) {
        value = value * 10 + (bytes[at]! - 48);
        scale /= 10;
      } else if (scale === 1) {
        half = bytes[at]! >= 53 ? 1 : 0;
        scale = 0; // further digits cannot change the rounding
      }
    }
  }
  const micros = at === end && digits > 0 && digits < 30 ? value * Math.max(scale, 1) + half : NaN;
  return micros <= Number.MAX_SAFE_INTEGER ? micros : NaN;
}

/** Any decimal notation without a minus sign, by moving the point in the text; NaN as above. */
export function microsOfText(text: string, unit: Unit): number {
  const match = /^\+?(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(text);
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  const digits = whole + fraction;
  if (match === null || digits === '') return NaN;
  const places = unit === UNITS.s ? 6 : unit === UNITS.ms ? 3 : 0;
  const point = whole.length + Number(exponent) + places;
  const padded = point < 0 ? '' : digits.padEnd(point, '0');
  const micros = Number(padded.slice(0, point) || '0') + (Number(padded[point] ?? 0) >= 5 ? 1 : 0);
  return micros <= Number.MAX_SAFE_INTEGER ? micros : NaN;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
