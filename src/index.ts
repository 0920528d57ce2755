// The public API.
export { type ResultContext, resultOf } from './experiments/result.js';
export type { InvocationRecord, InvocationSink } from './lambda/measurement/invocation-log.js';
export type * from './result.js';
export { scenarioFiles } from './runner/checks/scenario-files.js';
export { type Diagnostic, formatDiagnostic } from './scenario/diagnostics.js';
export type { ScenarioFiles } from './scenario/files/scenario-files.js';
export { type ParseOptions, parseScenario } from './scenario/parse.js';
export { scenarioJsonSchema } from './scenario/schema.js';
export type * from './scenario/traffic/clock-types.js';
export type * from './scenario/traffic/types.js';
export type * from './scenario/triggers/types.js';
export type * from './scenario/types.js';
export { type Io, simulate } from './simulate.js';
export { VERSION } from './version.js';
export type { ByteSource } from './workload/files/bytes.js';
