// What calls the functions, in words for reports.
import type { TrafficSettings } from '../../result.js';
import { distributionText } from '../describe.js';
import { durationText } from '../duration-text.js';
import type { Target } from '../triggers/types.js';
import type { Scenario } from '../types.js';
import { MICROSECONDS } from '../units.js';
import type { Rate, RatePiece } from './clock-types.js';
import type { Arrivals } from './types.js';

export function describeTraffic({ triggers }: Scenario): TrafficSettings[] {
  return triggers.map((trigger) => {
    const { name, type } = trigger;
    if (trigger.type !== 'trace')
      return { trigger: name, type, target: targetText(trigger.target), arrivals: arrivalsText(trigger.arrivals) };
    const target = trigger.target === null ? 'as the rows say' : targetText(trigger.target);
    const days = trigger.resample === undefined ? '' : ', days drawn with replacement';
    return { trigger: name, type, target, arrivals: `${trigger.rows} rows of ${trigger.file}${days}` };
  });
}

const targetText = ({ function: name, qualifier }: Target): string =>
  qualifier === null ? `${name} ($LATEST)` : `${name}:${qualifier}`;

/** "Poisson, 15/m"; "every day a cosine, mean 6/s, peak 11/s at 14:00 (America/New_York)". */
function arrivalsText(of: Arrivals): string {
  switch (of.kind) {
    case 'constant':
      return `constant, ${rateText(of.rate)}`;
    case 'poisson':
      return `Poisson, ${rateText(of.rate)}`;
    case 'varying':
      return `Poisson, ${piecesText(of.pieces)}`;
    case 'diurnal': {
      const rates = `mean ${rateText(of.mean)}, peak ${rateText(of.peak)} at ${timeText(of.peakAt)}`;
      const days = of.weekdays.every((factor) => factor === 1) ? '' : ', by weekday';
      return `Poisson, a cosine over the day, ${rates} (${of.zone.name})${days}`;
    }
    case 'bursts': {
      const over = of.over === 0 ? 'at once' : `within ${durationText(of.over)}`;
      return `bursts of ${of.size} ${over}, every ${distributionText(of.every)}`;
    }
    case 'mmpp': {
      const states = of.states.map(({ rate, mean }) => `${rateText(rate)} for ${durationText(mean)} on average`);
      return `MMPP, ${states.join(', ')}`;
    }
    case 'every':
      return `every ${durationText(of.interval)}`;
    case 'cron':
      return `on a schedule (${of.zone.name})`;
    case 'counts':
      return `${of.counts.length} counts of ${durationText(of.width)} each${of.repeat ? ', over and over' : ''}`;
    case 'together':
      return of.parts.map(arrivalsText).join('; ');
    case 'closed':
      return `${of.users} users in a closed loop, think time ${distributionText(of.thinkTime)}`;
  }
}

function piecesText(pieces: readonly RatePiece[]): string {
  const rates = pieces.flatMap(({ from, to }) => [from, to]);
  const perSecond = rates.map(({ count, per }) => (count * MICROSECONDS.s) / per);
  const [least, most] = [Math.min(...perSecond), Math.max(...perSecond)];
  return `${short(least)}/s to ${short(most)}/s in ${pieces.length} pieces`;
}

const UNITS = ['s', 'm', 'h', 'd'] as const;

/** In the smallest unit that leaves at least one: `20/s`, `15/m`, `0.5/d`. */
function rateText({ count, per }: Rate): string {
  if (count === 0) return '0/s';
  const unit = UNITS.find((each) => (count * MICROSECONDS[each]) / per >= 1) ?? 'd';
  return `${short((count * MICROSECONDS[unit]) / per)}/${unit}`;
}

function timeText(sinceMidnight: number): string {
  const minutes = Math.floor(sinceMidnight / MICROSECONDS.m);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
