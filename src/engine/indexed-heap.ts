// A heap of ids that allows any id to be taken out, for orders that are not those of arrival.

/** A binary min-heap. `before(a, b)` must be a strict total order on the ids that are in it. */
export class IndexedHeap {
  #ids = new Int32Array(64);
  /** Position of each id in `#ids`, −1 where it is not in the heap. */
  #positions = new Int32Array(64).fill(-1);
  #size = 0;
  readonly #before: (a: number, b: number) => boolean;

  constructor(before: (a: number, b: number) => boolean) {
    this.#before = before;
  }

  /** The first id, −1 when the heap is empty. */
  get first(): number {
    return this.#size > 0 ? this.#ids[0]! : -1;
  }

  has(id: number): boolean {
    return id < this.#positions.length && this.#positions[id]! >= 0;
  }

  /** O(log n). The id must not be in the heap. */
  add(id: number): void {
    if (this.#size === this.#ids.length) this.#ids = grown(this.#ids, this.#size * 2, 0);
    if (id >= this.#positions.length)
      this.#positions = grown(this.#positions, Math.max(id + 1, this.#positions.length * 2), -1);
    this.#rise(this.#size++, id);
  }

  /** O(log n). The id must be in the heap. */
  remove(id: number): void {
    const at = this.#positions[id]!;
    this.#positions[id] = -1;
    const last = this.#ids[--this.#size]!;
    if (last === id) return;
    this.#rise(at, last);
    this.#sink(this.#positions[last]!, last);
  }

  #rise(start: number, id: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(id, this.#ids[parent]!)) break;
      this.#place(at, this.#ids[parent]!);
      at = parent;
    }
    this.#place(at, id);
  }

  #sink(start: number, id: number): void {
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(this.#ids[child + 1]!, this.#ids[child]!)) child += 1;
      if (!this.#before(this.#ids[child]!, id)) break;
      this.#place(at, this.#ids[child]!);
      at = child;
    }
    this.#place(at, id);
  }

  #place(at: number, id: number): void {
    this.#ids[at] = id;
    this.#positions[id] = at;
  }
}

function grown(from: Int32Array<ArrayBuffer>, length: number, fill: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length).fill(fill);
  to.set(from);
  return to;
}
