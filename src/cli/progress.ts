// A progress bar on standard error for runs longer than two seconds; silent where nobody looks at a terminal.
import { SingleBar } from 'cli-progress';

const SHOW_AFTER_MS = 2000;
const EVERY_MS = 100;

export interface Progress {
  stop(): void;
}

/** `done` is asked for the share that is simulated, from 0 to 1; `simulatedMs` is the whole. */
export function showProgress(done: () => number, simulatedMs: number): Progress {
  if (!process.stderr.isTTY) return { stop: () => undefined };
  const started = process.hrtime.bigint();
  const seconds = (): number => Number(process.hrtime.bigint() - started) / 1e9;
  let bar: SingleBar | null = null;
  const timer = setInterval(() => {
    const share = done();
    const elapsed = seconds();
    if (elapsed * 1000 < SHOW_AFTER_MS) return;
    const rate = (share * simulatedMs) / 1000 / elapsed;
    const left = share > 0 ? `${Math.ceil((elapsed * (1 - share)) / share)} s` : '…';
    const shown = { rate: `${Math.round(rate)} simulated s/s`, left };
    if (bar === null) {
      bar = new SingleBar({
        format: 'simulating {bar} {percentage}% · {rate} · {left} left',
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        barsize: 24,
      });
      bar.start(1000, 0, shown);
    }
    bar.update(Math.round(share * 1000), shown);
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      bar?.stop();
    },
  };
}
