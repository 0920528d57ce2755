// Numbers as people read them: durations, counts, shares, dollars. No locale is asked, so that a report is the same on
// every machine; `null`, where there was nothing to measure, reads as a dash.

export const NOTHING = '–';

/** The power of ten of the leading digit: 3 for 1,234, -2 for 0.05. From the printed form, since `Math.log10` may round. */
function exponent(value: number): number {
  return value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
}

/** At least `digits` significant digits, never fewer than all digits before the point. */
function significant(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  return value.toFixed(Math.max(0, digits - 1 - exponent(rounded)));
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** `72,004`; a mean that is not whole keeps a decimal or two while it is small: `4.7`, `0.25`, `864`. */
export function count(value: number | null): string {
  if (value === null) return NOTHING;
  if (Number.isInteger(value)) return grouped(value.toFixed(0));
  const size = Math.abs(value);
  return grouped(size >= 100 ? value.toFixed(0) : withoutTrailingZeros(significant(value, size >= 10 ? 3 : 2)));
}

/** `1 request`, `72,004 requests`. */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** A number of unknown unit, such as the value of an objective: four significant digits. */
export function bare(value: number | null): string {
  if (value === null) return NOTHING;
  return grouped(Number.isInteger(value) ? value.toFixed(0) : withoutTrailingZeros(significant(value, 4)));
}

/** A share of one: `1.2 %`, `0.0034 %`. What is not all never reads `100 %`. */
export function percent(share: number | null): string {
  if (share === null) return NOTHING;
  const value = share * 100;
  if (value > 99.9 && value < 100)
    return `${(100 - Number(significant(100 - value, 1))).toFixed(decimals(100 - value))} %`;
  return `${withoutTrailingZeros(significant(value, Math.abs(value) >= 10 ? 3 : 2))} %`;
}

function decimals(value: number): number {
  return Math.max(0, -exponent(Number(value.toPrecision(1))));
}

/** A length of time given in milliseconds: `0.42 ms`, `412 ms`, `1.93 s`, `2 min 5 s`, `1 h 30 min`, `7 d`. */
export function duration(ms: number | null): string {
  if (ms === null) return NOTHING;
  if (ms < 999.5) return `${withoutTrailingZeros(significant(ms, ms >= 100 ? 3 : 2))} ms`;
  if (ms < 59_995) return `${withoutTrailingZeros(significant(ms / 1000, 3))} s`;
  return inTwoUnits(Math.round(ms / 1000));
}

function inTwoUnits(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** A moment of simulated time, in hours, minutes and seconds from the start: `0:04:32`, `26:00:00`. */
export function clock(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${ms < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** US dollars: to the cent from one dollar up, below that at least two significant digits: `$0.84`, `$0.0000042`. */
export function usd(amount: number | null): string {
  if (amount === null) return NOTHING;
  const sign = amount < 0 ? '-' : '';
  const size = Math.abs(amount);
  if (size === 0) return '$0';
  if (size >= 0.995) return `${sign}$${grouped(size.toFixed(2))}`;
  return `${sign}$${size.toFixed(Math.max(2, 1 - exponent(Number(size.toPrecision(2)))))}`;
}

/** A mean with the half-width of its 95 % interval, where one is known: `412 ± 8.1 ms`, `1.93 s ± 39 ms`. */
export function plusMinus(mean: number | null, ci95: number | null, format: (value: number) => string): string {
  if (mean === null) return NOTHING;
  const value = format(mean);
  if (ci95 === null || ci95 === 0) return value;
  // More than two digits of an uncertainty say nothing.
  const width = format(Number(ci95.toPrecision(2)));
  const unit = / \S+$/.exec(width)?.[0] ?? '';
  const [bare, ...rest] = unit === '' ? [value] : value.split(unit);
  return rest.length === 1 && rest[0] === '' ? `${bare} ± ${width}` : `${value} ± ${width}`;
}
