// The runtimes of AWS: those that it creates functions for, and those that it has deprecated.

/** Runtimes that AWS creates functions for, or has announced. M-RUNTIME */
export const RUNTIMES: readonly string[] = [
  ...['nodejs22.x', 'nodejs24.x', 'nodejs26.x'],
  ...['python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3.15'],
  ...['java8.al2', 'java8.al2023', 'java11', 'java11.al2023', 'java17', 'java17.al2023', 'java21', 'java25'],
  ...['dotnet8', 'dotnet9', 'dotnet10'],
  ...['ruby3.3', 'ruby3.4', 'ruby4.0'],
  'provided.al2023',
];

/** AWS has them for images alone. M-RUNTIME */
export const IMAGE_RUNTIMES: readonly string[] = ['dotnet9'];

const DEPRECATIONS =
  'nodejs 2016-10-31, nodejs4.3 2020-03-05, nodejs6.10 2019-08-12, nodejs8.10 2020-03-06, nodejs10.x 2021-07-30, ' +
  'nodejs12.x 2023-03-31, nodejs14.x 2023-12-04, nodejs16.x 2024-06-12, nodejs18.x 2025-09-01, nodejs20.x 2026-04-30, ' +
  'python2.7 2021-07-15, python3.6 2022-07-18, python3.7 2023-12-04, python3.8 2024-10-14, python3.9 2025-12-15, ' +
  'java8 2024-01-08, dotnetcore1.0, dotnetcore2.0 2019-05-30, dotnetcore2.1 2022-01-05, dotnetcore3.1 2023-04-03, ' +
  'dotnet6 2024-11-12, ruby2.5 2021-07-30, ruby2.7 2023-12-07, ruby3.2 2026-03-31, go1.x 2024-01-08, ' +
  'provided 2024-01-08, provided.al2';

const DEPRECATED: ReadonlyMap<string, string> = new Map(
  DEPRECATIONS.split(', ').map((each) => {
    const [runtime = '', date = ''] = each.split(' ');
    return [runtime, date];
  }),
);

/** Runtimes that AWS has deprecated: simulated all the same, since old functions and old traces use them. M-RUNTIME */
export const DEPRECATED_RUNTIMES: readonly string[] = [...DEPRECATED.keys()];

/** The day of its deprecation, YYYY-MM-DD, where sources agree on one; else empty. M-RUNTIME */
export const deprecationOf = (runtime: string): string => DEPRECATED.get(runtime) ?? '';

/** Whether AWS brings the language's runtime: not for an OS-only or unknown one. M-RUNTIME */
export function isManagedRuntime(runtime: string): boolean {
  return (RUNTIMES.includes(runtime) || DEPRECATED.has(runtime)) && !runtime.startsWith('provided');
}
