// A progress bar on standard error for runs longer than two seconds; silent where nobody looks at a terminal.
import { SingleBar } from 'cli-progress';
import { show } from '../../scenario/diagnostics.js';

const SHOW_AFTER_MS = 2000;
const EVERY_MS = 100;

export interface Progress {
  stop(): void;
}

/** `done` is asked for the share that is simulated, from 0 to 1; `simulatedMs` is the whole. */
export function showProgress(name: string, done: () => number, simulatedMs: number): Progress {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return { stop: () => undefined };
  const started = process.hrtime.bigint();
  const seconds = (): number => Number(process.hrtime.bigint() - started) / 1e9;
  let bar: SingleBar | null = null;
  const timer = setInterval(() => {
    const share = done();
    const elapsed = seconds();
    if (elapsed * 1000 < SHOW_AFTER_MS) return;
    const rate = (share * simulatedMs) / 1000 / elapsed;
    const left = share > 0 ? `${Math.ceil((elapsed * (1 - share)) / share)} s` : '…';
    const shown = { name: show(name, 30), rate: `${Math.round(rate)} simulated s/s`, left };
    if (bar === null) {
      bar = new SingleBar({
        format: '{name} {bar} {percentage}% · {rate} · {left} left',
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        barsize: 16,
      });
      bar.start(1000, 0, shown);
    }
    bar.update(Math.round(share * 1000), shown);
  }, EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    bar?.stop();
    process.off('exit', stop);
  };
  // However the process ends, the cursor comes back.
  process.once('exit', stop);
  return { stop };
}
