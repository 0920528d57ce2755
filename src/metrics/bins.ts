// Equal stretches of time, and what happened in each of them: counts, sums, and how much was busy.

/** A value a bin. Times in microseconds. */
export interface BinSums {
  /** First attempts and further ones, whether they ran or were refused. */
  readonly attempts: number[];
  readonly throttles: number[];
  readonly invocations: number[];
  readonly coldStarts: number[];
  /** How many waits of clients ended, and their sum. */
  readonly answers: number[];
  readonly latency: number[];
  /** Executions times microseconds. */
  readonly busy: number[];
}

const noSums = (bins: number): BinSums => ({
  attempts: zeros(bins),
  throttles: zeros(bins),
  invocations: zeros(bins),
  coldStarts: zeros(bins),
  answers: zeros(bins),
  latency: zeros(bins),
  busy: zeros(bins),
});

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

/** From `from` to `to`, which belongs to the last bin, in microseconds. */
export class Bins {
  readonly sums: BinSums;
  readonly #from: number;
  readonly #to: number;
  readonly #bins: number;
  /** How many are busy throughout a bin, as changes from the bin before. */
  readonly #throughout: number[];

  constructor(from: number, to: number, bins: number) {
    this.#from = from;
    this.#to = to;
    this.#bins = bins;
    this.sums = noSums(bins);
    this.#throughout = zeros(bins + 1);
  }

  /** The bin in which an instant lies, from 0. */
  at(time: number): number {
    const bin = Math.floor(((time - this.#from) * this.#bins) / (this.#to - this.#from));
    return Math.min(Math.max(bin, 0), this.#bins - 1);
  }

  /** One more was busy from an instant to another, of which what lies outside is left out. */
  busy(since: number, until: number): void {
    const [start, end] = [Math.max(since, this.#from), Math.min(until, this.#to)];
    if (start >= end) return;
    const [first, last] = [this.at(start), this.at(end)];
    const { busy } = this.sums;
    if (first === last) {
      busy[first]! += end - start;
      return;
    }
    busy[first]! += this.#start(first + 1) - start;
    busy[last]! += end - this.#start(last);
    this.#throughout[first + 1]! += 1;
    this.#throughout[last]! -= 1;
  }

  /** Closes the books, before the sums are read. */
  finish(): void {
    let throughout = 0;
    for (let bin = 0; bin < this.#bins; bin++) {
      throughout += this.#throughout[bin]!;
      this.sums.busy[bin]! += throughout * (this.#start(bin + 1) - this.#start(bin));
    }
  }

  #start(bin: number): number {
    return this.#from + (bin * (this.#to - this.#from)) / this.#bins;
  }
}
