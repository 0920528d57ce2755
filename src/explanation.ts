// The documents of `explain`: which settings are in force and where each comes from, and the story of one request. Plain
// JSON with the units in the names. Types only.
import type { Cost } from './money-result.js';

/** Where a setting comes from. `assumption` is an id of docs/MODEL.md, `null` where the default says nothing about AWS. */
export type SettingOrigin =
  | { readonly kind: 'file'; readonly line: number; readonly column: number }
  /** `text` is the flag with its value. */
  | { readonly kind: 'flag'; readonly text: string }
  | { readonly kind: 'default'; readonly assumption: string | null }
  /** Follows from measurements: of what stood for this function, and by which assumption. */
  | { readonly kind: 'calibrated'; readonly assumption: string; readonly measuredAs: string }
  /** Follows from other settings. */
  | { readonly kind: 'derived'; readonly assumption: string | null; readonly from: string };

export interface Setting {
  /** As `--set` takes it; of what follows from other settings, a name of its own. */
  readonly path: string;
  /** The same within its group. */
  readonly key: string;
  /** In words, with the unit. */
  readonly value: string;
  readonly origin: SettingOrigin;
}

export interface SettingGroup {
  readonly kind: 'scenario' | 'account' | 'function' | 'trigger';
  readonly name: string | null;
  readonly settings: readonly Setting[];
}

export interface Explanation {
  readonly schema: 'coldstart-explanation/1';
  readonly scenario: string;
  readonly coldstartVersion: string;
  readonly groups: readonly SettingGroup[];
  /** What each assumption that is named above says, in one line. */
  readonly assumptions: Readonly<Record<string, string>>;
}

/** An environment as a request found it, counted from time 0. */
export interface FoundEnvironment {
  readonly createdMs: number;
  /** The request that it was created for, `null` where it was made ahead of any. */
  readonly createdFor: number | null;
  /** Why it was made ahead: `pre-warmed`, `replacement`; else empty. */
  readonly prepared: string;
  readonly idleSinceMs: number;
  /** How many requests it had served, and the last of them; `null` for none. */
  readonly served: number;
  readonly lastRequest: number | null;
}

/** The last environment of the function to end before a cold start. */
export interface EndedEnvironment {
  readonly environment: number;
  readonly atMs: number;
  /** In the words of the event log. */
  readonly why: string;
  readonly idleSinceMs: number;
}

/** What became of the environment after the request. */
export type Afterwards =
  /** `waited` where that request waited for an environment of its own and took this one at once (eager assignment). */
  | { readonly kind: 'used'; readonly atMs: number; readonly request: number; readonly waited: boolean }
  | { readonly kind: 'ended'; readonly atMs: number; readonly why: string }
  | { readonly kind: 'replaced'; readonly atMs: number }
  /** The simulation ended first. */
  | { readonly kind: 'kept' };

/** The parts of an init as they were drawn for the request, whether it passed or failed. */
export interface InitParts {
  readonly loadMs: number;
  readonly extensionMs: number;
  readonly runtimeMs: number;
  /** The share of all such inits that are shorter, where the distribution tells it. */
  readonly runtimeShare: number | null;
  readonly functionMs: number;
}

/** What is provisioned on an alias or version, as a request found it: itself left out. */
export interface ProvisionedThen {
  /** Environments asked for, those that are there, and those of them that serve: of the version that it was sent to. */
  readonly requested: number;
  readonly available: number;
  readonly used: number;
}

/** A choice between two versions: `draw` is below `share` where the other one is chosen. */
export interface RoutingThen {
  readonly version: string;
  readonly other: string;
  readonly share: number;
  readonly draw: number;
}

/** A deployment that was under way. */
export interface DeploymentThen {
  readonly from: string;
  readonly to: string;
  /** In words: "canary: 10 % for 5m". */
  readonly strategy: string;
  readonly beganMs: number;
  /** Whether requests go to the new version; else its environments are still being provisioned. */
  readonly isShifting: boolean;
}

/** What follows when a request is throttled, by who sent it: how long what tries again waits, `firstMs` at first, then longer. */
export type AfterThrottle =
  /** `by` is who waits for the answer; `retries` are `null` where that one does not try again. */
  | {
      readonly kind: 'answer';
      readonly by: 'client' | 'function';
      readonly retries: { readonly attempts: number; readonly firstMs: number; readonly longestMs: number } | null;
    }
  /** `givenUp` where the function can never run; `destination` is where the event goes then, `null` for nowhere. */
  | {
      readonly kind: 'event';
      readonly firstMs: number;
      readonly longestMs: number;
      readonly maximumAgeMs: number;
      readonly givenUp: boolean;
      readonly destination: string | null;
    }
  | { readonly kind: 'queue'; readonly firstMs: number; readonly longestMs: number; readonly visibilityMs: number }
  /** `maximumAgeMs` is how old a record may become. */
  | {
      readonly kind: 'stream' | 'topic';
      readonly firstMs: number;
      readonly longestMs: number;
      readonly maximumAgeMs: number;
    };

/** What happened to one request, gathered from the run, without a word of prose. */
export interface RequestFacts {
  readonly replication: number;
  readonly function: string;
  /** As called, and the version behind it. */
  readonly qualifier: string;
  readonly version: string;
  readonly trigger: string;
  /** Its number within the function, from 1. */
  readonly request: number;
  readonly arrivedMs: number;
  readonly start: 'cold' | 'warm' | 'provisioned' | 'throttled';
  /** Of a cold start or a throttle, in the words of the event log; else `null`. */
  readonly cause: string | null;
  readonly outcome: string;
  /** `null` where it ran. */
  readonly afterThrottle: AfterThrottle | null;
  /** `null` where its alias leads to one version. */
  readonly routing: RoutingThen | null;
  /** Of its alias. */
  readonly deployment: DeploymentThen | null;
  /** On the alias or version called; `null` where nothing ever is. */
  readonly provisioned: ProvisionedThen | null;
  readonly spillover: boolean;
  /** Why it spilled over: all were busy, or the request rate of those that are there was used up. */
  readonly spilloverReason: 'concurrency' | 'requestRate' | null;
  readonly suppressedInit: boolean;
  /** `null` for a throttled request. */
  readonly environment: number | null;
  /** Executions on demand under the same limit when it came, that limit, and what it had been at time 0. */
  readonly concurrency: { readonly inFlight: number; readonly limit: number; readonly limitAtStart: number };
  /** Under `account.scalingRate: legacy-burst`: what all functions of the region share. */
  readonly burst: { readonly region: string; readonly size: number; readonly perMinute: number } | null;
  /** Environments on demand of its version when it came; `null` where several versions are called. */
  readonly environments: { readonly live: number; readonly idle: number } | null;
  readonly found: FoundEnvironment | null;
  readonly lastEnded: EndedEnvironment | null;
  readonly waitMs: number;
  readonly placementMs: number;
  readonly downloadMs: number;
  readonly failedInitMs: number;
  readonly failedInit: 'init timeout' | 'init error' | null;
  readonly initMs: number;
  readonly init: InitParts | null;
  readonly restoreMs: number;
  /** The handler's time with `initWithinMs` and `firstInvokeMs` in it. */
  readonly durationMs: number;
  readonly initWithinMs: number;
  /** With what of an image's load that began, which a stopped init left over; the timeout may have cut it. */
  readonly loadLeftMs: number;
  readonly firstInvokeMs: number;
  /** By what memory multiplied the handler's time. */
  readonly handlerScale: number;
  /** How many times slower an init within an invocation is than one before it. */
  readonly initSlowdown: number;
  readonly latencyMs: number;
  readonly billedMs: number;
  readonly billedRestoreMs: number;
  /** At list price, without the free tier; `null` for a throttled request, which is free. */
  readonly costUsd: Cost | null;
  /** The environment that was made for it, where another freed up first; when it was ready, `null` if it never was. */
  readonly spare: {
    readonly environment: number;
    readonly readyMs: number | null;
    readonly failed: string | null;
  } | null;
  readonly afterwards: Afterwards | null;
}

/** One sentence of a story, and what belongs to it: why it took so long, what was checked. */
export interface StoryLine {
  /** Since the request came. */
  readonly afterMs: number;
  readonly text: string;
  readonly details: readonly string[];
}

export interface RequestStory extends RequestFacts {
  readonly schema: 'coldstart-request/1';
  readonly scenario: string;
  readonly seed: string;
  readonly coldstartVersion: string;
  /** Calendar time of the arrival, ISO 8601 in UTC. */
  readonly arrivedAt: string;
  /** The lines that AWS would log, but for what is not simulated: no request id, no memory used. */
  readonly log: readonly string[];
  readonly story: readonly StoryLine[];
}
