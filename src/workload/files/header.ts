// The first line of a file with columns: their names, and where each stands.
import { CsvError, type CsvReader } from './csv.js';

/** Columns that the first line does not name. */
export class MissingColumns extends CsvError {
  readonly missing: readonly string[];
  /** The names that it does have. */
  readonly header: readonly string[];
  constructor(line: number, missing: readonly string[], header: readonly string[]) {
    super(line, `no column ${missing.join(', ')} in the first line`);
    this.missing = missing;
    this.header = header;
  }
}

/** The names in the current record, without white space around them. */
export function namesIn(csv: CsvReader): string[] {
  return Array.from({ length: csv.fields }, (_, field) => csv.text(field).trim());
}

/** The field number of each name. Throws `MissingColumns`, and `CsvError` for a name that stands twice. */
export function placesOf(wanted: readonly string[], header: readonly string[], line: number): number[] {
  const missing = wanted.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new MissingColumns(line, missing, header);
  return wanted.map((name) => {
    const place = header.indexOf(name);
    if (place !== header.lastIndexOf(name)) throw new CsvError(line, `two columns are named ${JSON.stringify(name)}`);
    return place;
  });
}
