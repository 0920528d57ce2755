// Rows of the workload: one a request, in blocks of typed arrays, with everything random about it already drawn.

/** Rows a block: large enough that filling is a tight loop, small enough to stay in the processor's cache. */
export const BLOCK = 2048;

export interface RowBlock {
  /** Microseconds, rising. */
  readonly time: Float64Array;
  /** Index of the target. */
  readonly target: Int32Array;
  /** Handler time when warm, whole microseconds. */
  readonly duration: Float64Array;
  /** 1 where the handler will fail, 2 where it will take its environment down. */
  readonly failed: Uint8Array;
}

export const rowBlock = (): RowBlock => ({
  time: new Float64Array(BLOCK),
  target: new Int32Array(BLOCK),
  duration: new Float64Array(BLOCK),
  failed: new Uint8Array(BLOCK),
});

/** Where a trigger's rows come from. */
export interface RowSource {
  /** Fills the block from its start and returns how many rows it wrote; 0 means that there are no more. */
  fill(block: RowBlock): number;
}
