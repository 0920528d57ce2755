// Parquet for the flags that write tables, or what to do where the package for it is not there.
import { MissingDuckDB, type ParquetColumn, type ParquetWriter, parquetWriter } from '../../runner/parquet.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';

/** `flag` is as it was given; `others` are the endings that need no package. Throws `BadInput` where there is no DuckDB. */
export async function parquetOrAdvice(
  flag: string,
  others: string,
  columns: readonly ParquetColumn[],
): Promise<ParquetWriter> {
  try {
    return await parquetWriter(columns);
  } catch (error) {
    if (!(error instanceof MissingDuckDB)) throw error;
    throw new BadInput(
      `${flag}: Parquet needs the optional package @duckdb/node-api, which does not load ` +
        `here (${show(error.message, 200)}). Install it with npm install @duckdb/node-api, or write ${others}`,
    );
  }
}
