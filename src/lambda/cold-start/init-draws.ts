// The parts of an init, drawn for one request or environment.
import type { ColdStartSpec } from '../../scenario/types.js';
import { type Draw, drawOf, type StreamOf } from './draws.js';

export class InitDraws {
  readonly runtime: Draw;
  readonly function: Draw;
  readonly #extensions: readonly Draw[];

  /** `purpose` names the streams, one a part. */
  constructor(spec: ColdStartSpec, streamOf: StreamOf, purpose: string) {
    this.runtime = drawOf(spec.runtimeInit, streamOf, `${purpose}.runtime`);
    this.function = drawOf(spec.functionInit, streamOf, purpose);
    this.#extensions = spec.extensionInits.map((init, index) => drawOf(init, streamOf, `${purpose}.extension${index}`));
  }

  get hasExtensions(): boolean {
    return this.#extensions.length > 0;
  }

  /** Extensions start together: the longest counts (M-EXTENSIONS). */
  extensions(key: number): number {
    let longest = 0;
    for (const extension of this.#extensions) longest = Math.max(longest, extension(key));
    return longest;
  }

  total(key: number): number {
    return this.extensions(key) + this.runtime(key) + this.function(key);
  }
}
