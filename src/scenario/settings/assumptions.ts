// What the assumptions behind defaults say, in one line each, by their ids in docs/MODEL.md, which has the long form with
// source and confidence.

export const ASSUMPTIONS = {
  'M-ACCOUNT': 'a new account may run 1,000 at once in a region',
  'M-CHUNK-CACHE': 'an image’s chunks lie in AWS’s caches, unless it has just been deployed',
  'M-CPU-BOUND': 'handler time follows memory only as far as cpuBound says',
  'M-DOWNLOAD': 'a zip is fetched at a fixed rate; without a size that takes no time',
  'M-EAGER': 'whether AWS gives a waiting request an environment that frees up is undocumented',
  'M-ERRORS': 'no handler fails unless the scenario says so',
  'M-EXTENSIONS': 'extensions start together before the runtime; the longest counts',
  'M-FIRST-INVOKE': 'the first invocation in a fresh environment takes longer, as measured',
  'M-FREE-TIER': 'the monthly free tier is left out, since other functions may use it up',
  'M-HANDLER': 'handler times are independent of each other, of load and environment',
  'M-INIT': 'runtime init of hello-world functions, as measured from 2023 to 2026',
  'M-INIT-ERROR': 'no init fails unless the scenario says so',
  'M-KEEPALIVE-2020': 'idle environments end as measured on AWS in 2020',
  'M-LIFETIME': 'no environment lives longer than about two hours',
  'M-MEMORY': 'AWS gives a function 128 MB unless told otherwise',
  'M-MRU': 'of several idle environments the one that became idle last serves, as measured',
  'M-PACKAGE': 'a zip whose size is unknown',
  'M-PLACEMENT': 'finding a place takes as long as measured; neither billed nor logged',
  'M-PRICE-DURATION': 'prices are those of the region',
  'M-PROACTIVE': 'how often AWS initialises ahead of requests is left out unless asked for',
  'M-PROVISIONED': 'nothing is provisioned unless asked for',
  'M-RESET': 'no invocation takes its environment down unless the scenario says so',
  'M-RESTORE': 'a snapshot is restored as fast as measured',
  'M-RESTORE-BILLED': 'a part of each restore is billed, as seen in REPORT lines',
  'M-RPS': 'synchronous requests a second are limited to ten times the concurrency',
  'M-RUNTIME': 'the runtime that most new functions have',
  'M-SCALING': 'a function gains at most 1,000 environments at once, then 100 a second',
  'M-STORAGE': 'AWS gives a function 512 MB of /tmp',
  'M-TIMEOUT': 'AWS ends a handler after 3 s unless told otherwise',
  'M-VPC': 'since 2019 a VPC does not change cold starts',
} as const satisfies Readonly<Record<string, string>>;

export type AssumptionId = keyof typeof ASSUMPTIONS;
