// What theory says of Markov-modulated Poisson processes.

export interface State {
  /** Arrivals a second. */
  readonly rate: number;
  /** Seconds. */
  readonly mean: number;
  readonly next: readonly number[];
}

/** Arrivals a second of a rate as text. */
export function rateOf(text: string): number {
  const [count = '', unit = ''] = text.split('/');
  return Number(count) / { s: 1, m: 60, h: 3600, d: 86_400 }[unit as 's' | 'm' | 'h' | 'd'];
}

/** Variance / mean of the counts in cells of `width` seconds; `leave` are the rates of leaving. */
export function twoStateDispersion(
  [rate1, rate2]: readonly [number, number],
  [leave1, leave2]: readonly [number, number],
  width: number,
): number {
  const both = leave1 + leave2;
  const limit = (2 * (rate1 - rate2) ** 2 * leave1 * leave2) / (both ** 2 * (rate1 * leave2 + rate2 * leave1));
  return 1 + limit * (1 - (1 - Math.exp(-both * width)) / (both * width));
}

/** Shares of all time, from the balance of flows and their sum: Gauss and Jordan with the largest pivot. */
export function stationary(states: readonly State[]): number[] {
  const size = states.length;
  const flow = (from: number, to: number): number => {
    const { next, mean } = states[from]!;
    const others = next.reduce((sum, weight, at) => sum + (at === from ? 0 : weight), 0);
    return from === to ? -1 / mean : next[to]! / others / mean;
  };
  const rows = Array.from({ length: size }, (_, to) => {
    return to === 0 ? Array.from({ length: size + 1 }, () => 1) : [...states.map((_state, from) => flow(from, to)), 0];
  });
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const times = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= size; at++) rows[row]![at]! -= times * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}
