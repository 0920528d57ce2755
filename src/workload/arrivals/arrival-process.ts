// Which arrival process a scenario means: from its description to what gives the times.
import type { StreamName } from '../../engine/random.js';
import type { OpenArrivals } from '../../scenario/traffic/types.js';
import { countsProcess } from './counts.js';
import { modulatedPieces } from './modulated.js';
import { poissonProcess, varyingPoissonProcess } from './poisson.js';
import type { ArrivalProcess } from './process.js';
import { diurnalPieces, listedPieces } from './rate-pieces.js';
import { burstProcess, constantProcess, cronProcess, everyProcess } from './regular.js';
import { together } from './together.js';

/** What a process needs to know beside its own settings. */
export interface Setting {
  /** Name of the process's streams. */
  readonly streams: StreamName;
  /** Calendar time of time 0, in seconds from 1970. */
  readonly start: number;
}

export function arrivalProcess(arrivals: OpenArrivals, { streams, start }: Setting): ArrivalProcess {
  switch (arrivals.kind) {
    case 'constant':
      return constantProcess(arrivals.rate);
    case 'poisson':
      return poissonProcess(arrivals.rate, streams);
    case 'varying':
      return varyingPoissonProcess(listedPieces(arrivals.pieces), streams);
    case 'diurnal':
      return varyingPoissonProcess(diurnalPieces(arrivals, start), streams);
    case 'mmpp':
      return varyingPoissonProcess(modulatedPieces(arrivals.states, [...streams, 'states']), streams);
    case 'bursts':
      return burstProcess(arrivals, streams);
    case 'every':
      return everyProcess(arrivals.interval);
    case 'cron':
      return cronProcess(arrivals, start);
    case 'counts':
      return countsProcess(arrivals, streams);
    case 'together':
      // The first keeps the streams that it would have alone: a second process shifts none of its draws.
      return together(
        arrivals.parts.map((part, index) => {
          return arrivalProcess(part, { streams: index === 0 ? streams : [...streams, index], start });
        }),
      );
  }
}
