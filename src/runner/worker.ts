// The worker thread's side: takes a job, gives back its result.
export { runJob } from './job.js';
