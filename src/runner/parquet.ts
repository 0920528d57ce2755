// Parquet from parts in CSV, by DuckDB: 70 MB of native code, so an optional package that is loaded only when asked for.
/** A column by its type in SQL, which is that in Parquet. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'VARCHAR';
}

/** DuckDB is not installed, or not for this machine. */
export class MissingDuckDB extends Error {}

/** Writes the rows of the parts, in their order, to the file at `path`. All paths are absolute. */
export type ParquetWriter = (parts: readonly string[], path: string) => Promise<void>;

/** For parts that have these columns. Throws `MissingDuckDB`, with its reason, where there is none. */
export async function parquetWriter(columns: readonly ParquetColumn[]): Promise<ParquetWriter> {
  const { DuckDBInstance } = await loadDuckDB();
  return async (parts, path) => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      await connection.run(
        `COPY (SELECT * FROM ${csvTable(parts, columns)}) TO ${sql(path)} (FORMAT parquet, USE_TMP_FILE false)`,
      );
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };
}

async function loadDuckDB() {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new MissingDuckDB(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Nothing about the parts is left to be guessed. DuckDB takes a file that exists by its name, whatever is in it. */
function csvTable(parts: readonly string[], columns: readonly ParquetColumn[]): string {
  const types = columns.map(({ name, type }) => `${sql(name)}: ${sql(type)}`).join(', ');
  const format = `header = false, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', nullstr = ''`;
  return `read_csv([${parts.map(sql).join(', ')}], auto_detect = false, ${format}, columns = {${types}})`;
}

/** A text as a literal of SQL. */
const sql = (text: string): string => `'${text.replaceAll("'", "''")}'`;
