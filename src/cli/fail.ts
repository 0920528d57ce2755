// How a command ends badly: one clear message on standard error and an exit code, never a stack trace.

export const EXIT = { done: 0, sloFailed: 1, badInput: 2, interrupted: 130 } as const;

/** Bad usage or input: `message` is shown as it is, on lines of its own. */
export class BadInput extends Error {}

/** Shows an error to the user and returns the exit code. What is not the user's fault says how to report it. */
export function explain(error: unknown): number {
  if (error instanceof BadInput) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.badInput;
  }
  const text = error instanceof Error ? error.message : String(error);
  const trace = process.env['COLDSTART_DEBUG'] && error instanceof Error ? `\n${error.stack}` : '';
  process.stderr.write(
    `coldstart failed: ${text}${trace}\nThis is a fault of coldstart or of this machine, not of the scenario. ` +
      'Set COLDSTART_DEBUG=1 to see where.\n',
  );
  return 70;
}
