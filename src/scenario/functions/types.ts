// Parts of a normalised function that only checks, reports and prices look at: what is deployed, with which environment and role.

/** Sizes in bytes. */
export interface PackageSpec {
  readonly type: 'zip' | 'image';
  /** Unzipped, layers included. */
  readonly size: number | null;
  readonly zipped: number | null;
  readonly source: 'upload' | 's3' | 'ecr';
  /** Empty before the first start of an image after a deployment. */
  readonly chunkCache: 'filled' | 'empty';
}

/** Values may be secrets: nothing is kept of them but how long all are together, as AWS measures it. */
export interface EnvironmentSpec {
  readonly names: readonly string[];
  readonly bytes: number;
}

/** A role's ARN, of which nothing more is known, or the actions that it allows, which may hold `*`; null where nothing is said. */
export type RoleSpec = string | readonly string[] | null;
