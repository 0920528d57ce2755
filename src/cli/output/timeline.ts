// `--timeline`: the timeline of the first replication as a page of its own, and how much of it that and the report have room for.
import { writeFileSync } from 'node:fs';
import type { Timeline } from '../../metrics/timeline.js';
import type { Result } from '../../result.js';
import type { Room } from '../../runner/timeline/recorder.js';
import { cannotWrite, type UnfinishedFile } from './unfinished-file.js';

/** Bytes; the page has a third more, as text. */
const IN_REPORT: Room = { details: 70_000, lives: 90_000 };
/** About six million requests, which take a browser a gigabyte. */
const IN_WHOLE: Room = { details: 72e6, lives: 96e6 };

/** That of the report, and what is asked for beside it. */
export const timelinesOf = (target: string | undefined): Room[] =>
  target === undefined ? [IN_REPORT] : [IN_REPORT, IN_WHOLE];

/** Writes the page and puts it in its place; leaves no file where the replication is missing. */
export async function saveTimeline(
  file: UnfinishedFile,
  result: Result,
  timeline: Timeline | undefined,
): Promise<void> {
  if (timeline === undefined) {
    file.discard();
    return;
  }
  const [{ timelinePage }, { loadTimelineAssets }] = await Promise.all([
    import('../../report/timeline/page.js'),
    import('../../report/assets.js'),
  ]);
  try {
    writeFileSync(file.path, timelinePage(result, timeline, loadTimelineAssets()));
    file.finish();
  } catch (error) {
    throw cannotWrite(file.path, error);
  }
}
