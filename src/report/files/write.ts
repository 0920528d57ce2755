// Writes the files of a report so that each is there in full or not at all. Knows nothing of their content.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes every file under a temporary name in `directory`, and renames them only when all are complete; so a full disk
 * or an interruption leaves the files of the last run as they were.
 */
export async function writeReport(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const suffix = `${randomUUID()}.tmp`;
  const names = Object.keys(files);
  try {
    for (const name of names) await writeFile(join(directory, `.${name}.${suffix}`), files[name] ?? '', { flag: 'wx' });
    for (const name of names) await rename(join(directory, `.${name}.${suffix}`), join(directory, name));
  } finally {
    // After a success there is nothing left to remove.
    await Promise.all(names.map((name) => rm(join(directory, `.${name}.${suffix}`), { force: true })));
  }
}
