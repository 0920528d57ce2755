// The way from a scenario file to the JSON Schema, for editors: relative, and only within one project.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCHEMA = join('docs', 'scenario.schema.json');

/**
 * Looks in the folders above the file for a checkout of this package, or for one that has it installed. Null where there is
 * neither: an absolute path would hold on one machine alone.
 */
export function schemaPath(file: string): string | null {
  const checkout = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));
  const start = dirname(resolve(file));
  for (let folder = start; ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', 'coldstart', SCHEMA);
    const schema = realpathSync(folder) === checkout ? join(folder, SCHEMA) : installed;
    if (existsSync(schema)) return relative(start, schema).split(sep).join('/');
    if (folder === dirname(folder)) return null;
  }
}
