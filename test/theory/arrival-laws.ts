// What theory says of each arrival process: mean rate and index of dispersion of counts, beside what is drawn.
import { countsIn, dispersion, drawn, meansIn } from './arrival-times.js';
import { closedUserLaws } from './closed-laws.js';
import { type Comparison, compareSamples, REPLICATIONS } from './comparison.js';
import { cosineIntegral } from './cosine.js';
import { rateOf, type State, stationary, twoStateDispersion } from './modulation.js';

/** Samples of a figure, one a replication, and what it is on average. */
export interface Law {
  readonly law: string;
  readonly load: string;
  readonly theory: number;
  readonly samples: readonly number[];
}

/** All of them, in intervals that hold together. */
export function arrivalComparisons(): Comparison[] {
  const laws = [
    ...poissonLaws(),
    ...varyingLaws(),
    ...diurnalLaws(),
    ...burstLaws(),
    ...twoStateLaws(),
    ...manyStateLaws(),
    ...superposedLaws(),
    ...closedUserLaws(),
  ];
  return laws.map(({ law, load, theory, samples }) => compareSamples(law, load, theory, samples, laws.length));
}

interface Counted {
  readonly law: string;
  readonly load: string;
  readonly arrivals: object;
  readonly seconds: number;
  /** Of the cells in which arrivals are counted, in seconds. */
  readonly width: number;
  /** Arrivals up to a time on average. */
  readonly cumulated: (time: number) => number;
  readonly dispersion: number;
}

/** Two figures: arrivals in all, and the dispersion of their counts. */
function countLaws({ law, load, arrivals, seconds, width, cumulated, dispersion: index }: Counted): Law[] {
  const draw = drawn(arrivals, seconds);
  const means = meansIn(cumulated, width, seconds);
  const cells = Array.from({ length: REPLICATIONS }, (_, replication) => {
    return countsIn(draw(replication), width, seconds);
  });
  const total = cells.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return [
    { law: `${law}, arrivals`, load, theory: cumulated(seconds), samples: total },
    { law: `${law}, dispersion`, load, theory: index, samples: cells.map((counts) => dispersion(counts, means)) },
  ];
}

const HOUR = 3600;

export const POISSON_RATES = ['3/m', '0.5/s', '2/s', '10/s', '40/s'];

function poissonLaws(): Law[] {
  return POISSON_RATES.flatMap((rate) => {
    const perSecond = rateOf(rate);
    return countLaws({
      law: 'Poisson',
      load: rate,
      arrivals: { poisson: { rate } },
      seconds: 2 * HOUR,
      width: 20,
      cumulated: (time) => perSecond * time,
      dispersion: 1,
    });
  });
}

/** Straight lines through `[time, rate]`, which hold on after the last; two at one time are a step. */
export function underLines(points: readonly (readonly [time: number, rate: number])[]): (time: number) => number {
  return (time) => {
    let sum = 0;
    for (const [i, [from, first]] of points.entries()) {
      if (time <= from) break;
      const [to, last] = points[i + 1] ?? [Infinity, first];
      if (to === from) continue;
      const part = Math.min(time, to) - from;
      sum += part * (first + (to === Infinity ? 0 : (((last - first) / (to - from)) * part) / 2));
    }
    return sum;
  };
}

export const VARYING: readonly { load: string; arrivals: object; lines: readonly (readonly [number, number])[] }[] = [
  {
    load: 'steps up and down',
    arrivals: {
      steps: [
        { rate: '2/s', duration: '10m' },
        { rate: '0/s', duration: '5m' },
        { rate: '8/s', duration: '10m' },
        { rate: '30/m', duration: '10m' },
      ],
    },
    lines: [
      [0, 2],
      [600, 2],
      [600, 0],
      [900, 0],
      [900, 8],
      [1500, 8],
      [1500, 0.5],
      [2100, 0.5],
      [2100, 0],
    ],
  },
  {
    load: 'steps at times',
    arrivals: {
      steps: [
        { rate: '1/s', at: '5m' },
        { rate: '3/s', at: '30m' },
      ],
    },
    lines: [
      [0, 0],
      [300, 0],
      [300, 1],
      [1800, 1],
      [1800, 3],
    ],
  },
  {
    load: 'ramp from one rate to another',
    arrivals: { ramp: { from: '1/s', to: '6/s', duration: '40m' } },
    lines: [
      [0, 1],
      [2400, 6],
      [2400, 6],
    ],
  },
  {
    load: 'ramp by stages, from and to nothing',
    arrivals: {
      ramp: [
        { rate: '5/s', duration: '20m' },
        { rate: '5/s', duration: '10m' },
        { rate: '0/s', duration: '20m' },
      ],
    },
    lines: [
      [0, 0],
      [1200, 5],
      [1800, 5],
      [3000, 0],
    ],
  },
  {
    load: 'ramp through points',
    arrivals: {
      ramp: [
        { rate: '2/s', at: '10m' },
        { rate: '6/s', at: '20m' },
        { rate: '1/s', at: '50m' },
      ],
    },
    lines: [
      [0, 0],
      [600, 0],
      [600, 2],
      [1200, 6],
      [3000, 1],
    ],
  },
];

function varyingLaws(): Law[] {
  return VARYING.flatMap(({ load, arrivals, lines }) => {
    const cumulated = underLines(lines);
    return countLaws({
      law: 'Varying rate',
      load,
      arrivals,
      seconds: HOUR,
      width: 10,
      cumulated,
      dispersion: 1,
    });
  });
}

const DAY = 24 * HOUR;

/** Rates per second; the offset of the zone's clock in hours, which does not change in January. */
export const DAYS = [
  { mean: 0.02, peak: 0.02, peakAt: 12, zone: 'UTC', offset: 0 },
  { mean: 0.02, peak: 0.03, peakAt: 0, zone: 'UTC', offset: 0 },
  { mean: 0.03, peak: 0.06, peakAt: 14.5, zone: 'America/New_York', offset: -5 },
  { mean: 0.02, peak: 0.035, peakAt: 9, zone: 'Asia/Kolkata', offset: 5.5 },
  { mean: 0.03, peak: 0.05, peakAt: 20.25, zone: 'Pacific/Auckland', offset: 13, days: { tuesday: 0.4, wednesday: 2 } },
] as const;

/** As a user writes it. */
export function diurnalText({ mean, peak, peakAt, zone, ...others }: (typeof DAYS)[number]): object {
  const hour = Math.floor(peakAt);
  const minute = Math.round(60 * (peakAt - hour));
  const at = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const shape = { mean: `${mean}/s`, peak: `${peak}/s`, peakAt: at, timeZone: zone };
  return { diurnal: 'days' in others ? { ...shape, days: others.days } : shape };
}

function diurnalLaws(): Law[] {
  return DAYS.flatMap((day) =>
    countLaws({
      law: 'Day',
      load: `mean ${day.mean}/s, peak ${day.peak}/s at ${day.peakAt} h, ${day.zone}${'days' in day ? ', weekdays' : ''}`,
      arrivals: diurnalText(day),
      seconds: 3 * DAY,
      width: HOUR / 2,
      cumulated: cosineIntegral(day),
      dispersion: 1,
    }),
  );
}

/** At exponential distances: a compound Poisson process, whose dispersion is the size. */
function burstLaws(): Law[] {
  return [1, 2, 5, 20, 100].flatMap((size) =>
    countLaws({
      law: 'Bursts',
      load: `${size} at a time`,
      arrivals: { bursts: { every: { exponential: { mean: '10s' } }, size } },
      seconds: 3 * HOUR,
      width: 30,
      cumulated: (time) => (size * time) / 10,
      dispersion: size,
    }),
  );
}

const seconds = (value: number): string => `${value}s`;

function twoStateLaws(): Law[] {
  const loads = [
    [1, 60, 40, 10],
    [0, 30, 10, 30],
    [2, 5, 3, 20],
    [20, 1, 0, 0.5],
    [0.5, 300, 5, 100],
  ] as const;
  return loads.flatMap(([rate1, mean1, rate2, mean2]) => {
    const width = 20;
    const average = (rate1 * mean1 + rate2 * mean2) / (mean1 + mean2);
    return countLaws({
      law: 'MMPP-2',
      load: `${rate1}/s for ${mean1} s, ${rate2}/s for ${mean2} s`,
      arrivals: {
        mmpp: [
          { rate: `${rate1}/s`, mean: seconds(mean1) },
          { rate: `${rate2}/s`, mean: seconds(mean2) },
        ],
      },
      seconds: 4 * HOUR,
      width,
      cumulated: (time) => average * time,
      dispersion: twoStateDispersion([rate1, rate2], [1 / mean1, 1 / mean2], width),
    });
  });
}

const CHAINS: readonly (readonly State[])[] = [
  [
    { rate: 1, mean: 10, next: [0, 3, 1] },
    { rate: 10, mean: 2, next: [1, 0, 1] },
    { rate: 0, mean: 5, next: [5, 1, 0] },
  ],
  [
    { rate: 2, mean: 1, next: [0, 1, 0] },
    { rate: 4, mean: 3, next: [0, 0, 1] },
    { rate: 12, mean: 2, next: [1, 0, 0] },
  ],
  // A weight of its own does not count.
  [
    { rate: 5, mean: 4, next: [9, 1, 2] },
    { rate: 1, mean: 8, next: [1, 9, 0] },
    { rate: 20, mean: 1, next: [3, 1, 9] },
  ],
  [
    { rate: 0, mean: 20, next: [0, 1, 0, 0] },
    { rate: 6, mean: 4, next: [1, 0, 1, 0] },
    { rate: 12, mean: 2, next: [0, 2, 0, 1] },
    { rate: 24, mean: 1, next: [0, 0, 1, 0] },
  ],
  [
    { rate: 1, mean: 6, next: [0, 0.2, 0.3, 0.5] },
    { rate: 3, mean: 1, next: [0.7, 0, 0.1, 0.2] },
    { rate: 9, mean: 2, next: [0.1, 0.6, 0, 0.3] },
    { rate: 27, mean: 0.5, next: [0.25, 0.25, 0.5, 0] },
  ],
];

/** In the long run, and in the first second: as if it had always run. */
function manyStateLaws(): Law[] {
  return CHAINS.flatMap((states) => {
    const arrivals = {
      mmpp: states.map(({ rate, mean, next }) => ({ rate: `${rate}/s`, mean: seconds(mean), next })),
    };
    const share = stationary(states);
    const average = states.reduce((sum, { rate }, at) => sum + rate * share[at]!, 0);
    const load = `${states.length} states, ${states.map(({ rate }) => rate).join(', ')} a second`;
    const long = drawn(arrivals, 2 * HOUR);
    const short = drawn(arrivals, 1);
    const runs = Array.from({ length: REPLICATIONS }, (_, replication) => replication);
    const starts = 100;
    return [
      {
        law: 'MMPP, arrivals a second',
        load,
        theory: average,
        samples: runs.map((replication) => long(replication).length / (2 * HOUR)),
      },
      {
        law: 'MMPP, arrivals in the first second',
        load,
        theory: average,
        samples: runs.map((replication) => {
          let sum = 0;
          for (let start = 0; start < starts; start++) sum += short(`${replication} ${start}`).length;
          return sum / starts;
        }),
      },
    ];
  });
}

/** Poisson processes together are Poisson; what comes at equal distances adds to the mean alone. */
export const SUPERPOSED: readonly {
  load: string;
  arrivals: readonly object[];
  cumulated: (time: number) => number;
  dispersion: number;
}[] = [
  {
    load: '1/s and 3/s',
    arrivals: [{ poisson: { rate: '1/s' } }, { poisson: { rate: '3/s' } }],
    cumulated: (time) => 4 * time,
    dispersion: 1,
  },
  {
    load: 'twice the same',
    arrivals: [{ poisson: { rate: '2/s' } }, { poisson: { rate: '2/s' } }],
    cumulated: (time) => 4 * time,
    dispersion: 1,
  },
  {
    load: 'ten of 0.1/s to 1/s',
    arrivals: Array.from({ length: 10 }, (_, i) => ({ poisson: { rate: `${6 * (i + 1)}/m` } })),
    cumulated: (time) => 5.5 * time,
    dispersion: 1,
  },
  {
    load: '1/s and a ramp to 4/s',
    arrivals: [{ poisson: { rate: '1/s' } }, { ramp: { from: '0/s', to: '4/s', duration: '1h' } }],
    cumulated: (time) => time + (4 * time * time) / HOUR / 2,
    dispersion: 1,
  },
  {
    load: '3/s and 1/s at equal distances',
    arrivals: [{ constant: { rate: '1/s' } }, { poisson: { rate: '3/s' } }],
    cumulated: (time) => 4 * time,
    dispersion: 3 / 4,
  },
];

function superposedLaws(): Law[] {
  return SUPERPOSED.flatMap((each) => countLaws({ law: 'Together', ...each, seconds: HOUR, width: 10 }));
}
