// A reader of CSV after RFC 4180 for tests, written on its own so that it can judge what the project writes.

/** The records under the header, each by the names of the columns. Every line ends with CRLF. */
export function csvRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = csvLines(text);
  return rows.map((row) => {
    if (row.length !== header.length)
      throw new Error(`${row.length} fields for ${header.length} columns: ${row.join()}`);
    return Object.fromEntries(row.map((field, column) => [header[column]!, field]));
  });
}

function csvLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, quoted, plain, after] = field.exec(text) ?? [];
    if (after === undefined) throw new Error(`no field of CSV at ${at}: ${text.slice(at, at + 80)}`);
    line.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (after === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
