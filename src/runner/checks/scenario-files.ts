// What a scenario's check asks of files, answered from wherever they can be opened.
import type { ScenarioFiles } from '../../scenario/files/scenario-files.js';
import type { ByteSource } from '../../workload/files/bytes.js';
import { inspectNumbers } from './numbers-check.js';
import { inspectTrace } from './trace-check.js';

export function scenarioFiles(open: (file: string) => ByteSource): ScenarioFiles {
  return {
    trace: (file, format, start) => inspectTrace(file, () => open(file), format, start),
    numbers: (file, column, limit) => inspectNumbers(file, () => open(file), { column, limit }),
  };
}
