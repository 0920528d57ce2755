// A scenario with longer or shorter predicted inits, or with more or less traffic.
import type { Rate } from '../../scenario/traffic/clock-types.js';
import type { Arrivals, Distribution, OpenArrivals } from '../../scenario/traffic/types.js';
import type { TriggerSpec } from '../../scenario/triggers/types.js';
import type { FunctionSpec, Scenario } from '../../scenario/types.js';

/** A ratio of whole numbers, so that rates stay exact. */
export interface Share {
  readonly of: number;
  readonly to: number;
}

/** What runtime and package predict, times a share; `init` as given is no prediction. `null` where nothing is predicted. */
export function scaledInits(scenario: Scenario, share: Share): Scenario | null {
  if (scenario.functions.every(({ coldStart }) => coldStart.initGiven)) return null;
  return { ...scenario, functions: scenario.functions.map((spec) => scaledInit(spec, share)) };
}

function scaledInit(spec: FunctionSpec, share: Share): FunctionSpec {
  const { coldStart, snapStart } = spec;
  if (coldStart.initGiven) return spec;
  return {
    ...spec,
    coldStart: {
      ...coldStart,
      download: whole(coldStart.download, share),
      load: whole(coldStart.load, share),
      runtimeInit: scaledLength(coldStart.runtimeInit, share),
      firstInvoke: scaledLength(coldStart.firstInvoke, share),
    },
    snapStart: snapStart && {
      ...snapStart,
      restore: scaledLength(snapStart.restore, share),
      firstInvoke: scaledLength(snapStart.firstInvoke, share),
    },
  };
}

/** A random length, each of its values times a share. */
export function scaledLength(given: Distribution, share: Share): Distribution {
  const factor = share.of / share.to;
  switch (given.kind) {
    case 'constant':
      return { ...given, value: whole(given.value, share) };
    case 'exponential':
    case 'gamma':
      return { ...given, mean: given.mean * factor };
    case 'lognormal':
      return { ...given, median: given.median * factor };
    case 'weibull':
      return { ...given, scale: given.scale * factor };
    case 'uniform':
      return { ...given, min: given.min * factor, max: given.max * factor };
    case 'pareto':
      return { ...given, min: given.min * factor };
    case 'values':
      return { ...given, values: given.values.map((value) => whole(value, share)) };
    case 'quantiles':
      return { ...given, points: given.points.map(([probability, value]) => [probability, value * factor]) };
    case 'mixture':
      return { ...given, parts: given.parts.map(({ weight, of }) => ({ weight, of: scaledLength(of, share) })) };
  }
}

/** `null` where no trigger's traffic can be scaled: traces and schedules stay what they are. */
export function scaledTraffic(scenario: Scenario, share: Share): Scenario | null {
  const triggers = scenario.triggers.map((trigger) => scaledTrigger(trigger, share));
  const isSame = triggers.every((trigger, index) => trigger === scenario.triggers[index]);
  return isSame ? null : { ...scenario, triggers };
}

function scaledTrigger(trigger: TriggerSpec, share: Share): TriggerSpec {
  if (!('arrivals' in trigger)) return trigger;
  const arrivals = scaledArrivals(trigger.arrivals, share);
  // A trigger whose arrivals are open keeps open ones.
  return arrivals === trigger.arrivals ? trigger : ({ ...trigger, arrivals } as TriggerSpec);
}

function scaledArrivals(given: Arrivals, share: Share): Arrivals {
  return given.kind === 'closed'
    ? { ...given, users: Math.max(1, whole(given.users, share)) }
    : scaledOpen(given, share);
}

function scaledOpen(given: OpenArrivals, share: Share): OpenArrivals {
  const rate = ({ count, per }: Rate): Rate => ({ count: count * share.of, per: per * share.to });
  switch (given.kind) {
    case 'constant':
    case 'poisson':
      return { ...given, rate: rate(given.rate) };
    case 'varying':
      return {
        ...given,
        pieces: given.pieces.map((piece) => ({ ...piece, from: rate(piece.from), to: rate(piece.to) })),
      };
    case 'diurnal':
      return { ...given, mean: rate(given.mean), peak: rate(given.peak) };
    case 'bursts':
      return { ...given, size: Math.max(1, whole(given.size, share)) };
    case 'mmpp':
      return { ...given, states: given.states.map((state) => ({ ...state, rate: rate(state.rate) })) };
    case 'counts':
      return { ...given, counts: scaledCounts(given.counts, share) };
    case 'together': {
      const parts = given.parts.map((part) => scaledOpen(part, share));
      return parts.every((part, index) => part === given.parts[index]) ? given : { ...given, parts };
    }
    case 'every':
    case 'cron':
      return given;
  }
}

/** Rounded so that the sum up to each of them is scaled too: small counts do not vanish. */
function scaledCounts(counts: readonly number[], share: Share): number[] {
  let [before, after] = [0, 0];
  return counts.map((count) => {
    before += count;
    const scaled = whole(before, share) - after;
    after += scaled;
    return scaled;
  });
}

const whole = (value: number, { of, to }: Share): number => Math.round((value * of) / to);
