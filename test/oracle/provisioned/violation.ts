// What a checker of event lines throws.

/** A line, or the lack of one, that no run may have. */
export class Violation extends Error {
  override readonly name = 'Violation';
}
