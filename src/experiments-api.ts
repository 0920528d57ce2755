// The public API of experiments, `coldstart/experiments`: for Node, as they run on its threads.
export type * from './experiment-result.js';
export { NoSteadyState } from './experiments/steady/warm-up.js';
export { type CompareOptions, compare } from './library/compare.js';
export { type ReplicateOptions, replicate } from './library/replicate.js';
export { ExperimentError, type ExperimentOptions, Interrupted } from './library/setting.js';
export { type SweepOptions, sweep } from './library/sweep.js';
export type * from './precision-result.js';
export type * from './result.js';
export { type Loaded, type LoadOptions, loadScenario, UnreadableFile } from './runner/load.js';
export type * from './steady-result.js';
