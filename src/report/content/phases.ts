// A cold start taken apart: the mean of each phase, what of it is billed, and what the inits are that no phase shows. From a
// Result; says nothing of how it looks.
import type { Result } from '../../result.js';
import { count, duration } from '../format.js';
import { type Subject, subjects } from './figures.js';
import { capital, type ReportTable } from './tables.js';

export type PartName =
  | 'placement'
  | 'download'
  | 'load'
  | 'extensionInit'
  | 'runtimeInit'
  | 'functionInit'
  | 'restoreUnbilled'
  | 'restore'
  | 'failedInit'
  | 'initAgain'
  | 'firstInvoke';

export interface Part {
  readonly name: PartName;
  readonly label: string;
  readonly ms: number;
  readonly billed: boolean;
}

/** One way to start cold; its parts add up to `ms`. */
export interface Anatomy {
  /** Tells two ways of one function apart, else empty. */
  readonly way: string;
  readonly parts: readonly Part[];
  readonly ms: number;
  readonly billedMs: number;
}

export const PARTS: readonly (readonly [name: PartName, label: string, billed: boolean])[] = [
  ['placement', 'placement', false],
  ['download', 'download', false],
  ['load', 'image load', true],
  ['extensionInit', 'extensions', true],
  ['runtimeInit', 'runtime init', true],
  ['functionInit', 'function init', true],
  ['restoreUnbilled', 'restore, unbilled', false],
  ['restore', 'restore, billed', true],
  ['failedInit', 'failed init', false],
  ['initAgain', 'init again', true],
  ['firstInvoke', 'first invoke', true],
];

/** Less than this is no part. */
const NOTHING_MS = 0.0005;

/** How a function's cold starts pass, those apart whose init fails; none without cold starts. */
export function anatomies(subject: Subject): Anatomy[] {
  if (subject.amount('coldStarts') === 0) return [];
  const mean = (phase: string): number | null => subject.figure(`phasesMs.${phase}.mean`).mean;
  const hasInit = mean('functionInit') !== null;
  const hasRestore = mean('restore') !== null;
  const both = hasInit && hasRestore;
  const ways = [
    ...(hasInit ? [anatomy(both ? 'with an init' : '', initParts(subject, mean, both))] : []),
    ...(hasRestore ? [anatomy(both ? 'from a snapshot' : '', restoreParts(subject, mean))] : []),
    ...(mean('failedInit') === null ? [] : [anatomy('where the init fails', failureParts(mean))]),
  ];
  return ways.filter(({ parts }) => parts.length > 0);
}

type MeanOf = (phase: string) => number | null;

function anatomy(way: string, ms: Readonly<Partial<Record<PartName, number>>>): Anatomy {
  // Where the runtime's init is not told apart, the function's is all there is.
  const labelOf = (name: PartName, label: string): string =>
    name === 'functionInit' && ms.runtimeInit === undefined ? 'init' : label;
  const parts = PARTS.map(([name, label, billed]) => ({
    name,
    label: labelOf(name, label),
    ms: ms[name] ?? 0,
    billed,
  }));
  const shown = parts.filter((part) => part.ms >= NOTHING_MS);
  const sum = (of: readonly Part[]): number => of.reduce((total, part) => total + part.ms, 0);
  return { way, parts: shown, ms: sum(shown), billedMs: sum(shown.filter(({ billed }) => billed)) };
}

/** Reading an image is a part of the init and of no other phase of it, and shown under `download` too. */
function initParts(subject: Subject, mean: MeanOf, isMixed: boolean): Partial<Record<PartName, number>> {
  const [extensionInit, runtimeInit, functionInit] = [mean('extensionInit'), mean('runtimeInit'), mean('functionInit')];
  const inits = (extensionInit ?? 0) + (runtimeInit ?? 0) + (functionInit ?? 0);
  const load = isMixed ? 0 : Math.max(0, (subject.figure('initMs.mean').mean ?? inits) - inits);
  return {
    placement: mean('placement') ?? 0,
    download: Math.max(0, (mean('download') ?? 0) - load),
    load,
    ...(extensionInit !== null && { extensionInit }),
    ...(runtimeInit !== null && { runtimeInit }),
    ...(functionInit !== null && { functionInit }),
    firstInvoke: mean('firstInvoke') ?? 0,
  };
}

function restoreParts(subject: Subject, mean: MeanOf): Partial<Record<PartName, number>> {
  const restore = mean('restore') ?? 0;
  const share = subject.settings?.restoreBilledShare ?? 1;
  return {
    placement: mean('placement') ?? 0,
    restoreUnbilled: restore * (1 - share),
    restore: restore * share,
    firstInvoke: mean('firstInvoke') ?? 0,
  };
}

/** An init that fails runs again within the invocation, which is billed. */
function failureParts(mean: MeanOf): Partial<Record<PartName, number>> {
  return {
    placement: mean('placement') ?? 0,
    download: mean('download') ?? 0,
    failedInit: mean('failedInit') ?? 0,
    initAgain: mean('initAgain') ?? 0,
    firstInvoke: mean('firstInvoke') ?? 0,
  };
}

/** What of it is billed: "144 ms", "all", "none". */
export const billedText = ({ ms, billedMs }: Anatomy): string =>
  billedMs === 0 ? 'none' : billedMs === ms ? 'all' : duration(billedMs);

/** "484 ms on average = placement 340 ms + runtime init 141 ms + first invoke 3 ms; 144 ms of it billed". */
export function anatomyText(anatomy: Anatomy): string {
  const { way, parts, ms } = anatomy;
  const sum = parts.map((part) => `${part.label} ${duration(part.ms)}`).join(' + ');
  return `${duration(ms)} on average${way === '' ? '' : ` ${way}`} = ${sum}; ${billedText(anatomy)} of it billed`;
}

export interface InitRemark {
  readonly label: string;
  /** A sentence without a full stop. */
  readonly text: string;
}

/** Inits that failed, were suppressed, or ran ahead of requests. */
export function initRemarks(subject: Subject): InitRemark[] {
  const [timeouts, errors] = [subject.amount('initTimeouts'), subject.amount('initErrors')];
  const failed = [
    ...(timeouts > 0 ? [`${count(timeouts)} stopped at AWS’s limit`] : []),
    ...(errors > 0 ? [`${count(errors)} in error`] : []),
  ];
  const suppressed = subject.amount('suppressedInits');
  const spares = subject.amount('proactiveInits');
  return [
    { label: 'failed inits', text: `${failed.join(', ')}; unbilled, and run again within the invocation` },
    {
      label: 'resets',
      text: `${count(suppressed)} suppressed inits, each within the invocation after a timeout, a crash or a failed init`,
    },
    { label: 'spares', text: `${count(spares)} environments initialised with no request waiting for them` },
  ].filter((_, index) => [failed.length, suppressed, spares][index]! > 0);
}

/** Each function's cold starts by phase. */
export function phaseTable(result: Result): ReportTable {
  const ways = subjects(result).flatMap((subject) => anatomies(subject).map((each) => ({ subject, ...each })));
  const occurring = PARTS.filter(([name]) => ways.some(({ parts }) => parts.some((part) => part.name === name)));
  const hasWays = ways.some(({ way }) => way !== '');
  const rows = ways.map(({ subject, way, parts, ms, billedMs }) => [
    { name: subject.name },
    ...(hasWays ? [way === '' ? 'where the init succeeds' : way] : []),
    duration(ms),
    duration(billedMs),
    ...occurring.map(([name]) => duration(parts.find((part) => part.name === name)?.ms ?? null)),
  ]);
  const head = [
    'Function',
    ...(hasWays ? ['Way'] : []),
    'Together',
    'Billed',
    ...occurring.map(([, label]) => capital(label)),
  ];
  return { caption: 'Phases of a cold start, on average', head, rows, words: hasWays ? [1] : [] };
}
