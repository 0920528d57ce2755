// What the event lines of one function say about its requests and environments on demand, checked as they are read: every
// request begins once and ends once, and no environment serves two at a time.
import type { OracleLine } from '../oracle.js';
import { Violation } from './violation.js';

export interface Request {
  readonly arrived: number;
  /** The line that it stands with: where it was assigned, that one. */
  begun: 'cold' | 'warm' | 'on-provisioned' | 'throttled';
  words: readonly string[];
  environment: number;
  outcome: string | null;
}

interface Environment {
  /** A request, or `spare` for an init that nobody waits for. */
  busyWith: number | 'spare' | null;
  ended: boolean;
}

export class CheckedRequests {
  readonly requests = new Map<number, Request>();
  readonly #environments = new Map<number, Environment>();

  /** Made ready ahead, and its line is to come. */
  #unprepared: number | null = null;

  /** Executions on demand under way. */
  executing = 0;

  /** Whether the line was about requests or environments on demand. */
  read(line: OracleLine): boolean {
    const { kind, environment, request } = line;
    switch (kind) {
      case 'throttled':
      case 'on-provisioned':
        this.#begin(line, kind);
        return true;
      case 'cold':
        this.#begin(line, kind);
        this.#create(environment, request);
        this.executing++;
        return true;
      case 'warm':
        this.#begin(line, kind);
        this.#take(environment, request);
        this.executing++;
        return true;
      case 'assigned':
        this.#assign(line);
        return true;
      case 'initialised':
      case 'init-failed':
        this.#initialise(line);
        return true;
      case 'completed':
        this.#complete(line);
        return true;
      case 'prepared':
        if (this.#unprepared === environment) this.#unprepared = null;
        else this.#create(environment, null);
        return true;
      case 'ended':
        this.#end(environment);
        return true;
      default:
        return false;
    }
  }

  /** When everything has been read. */
  finish(): void {
    for (const [number, { begun, outcome }] of this.requests) {
      if (begun !== 'throttled' && outcome === null) throw new Violation(`request ${number} never completes`);
    }
    const numbers = [...this.requests.keys()];
    if (numbers.some((number, index) => number !== index + 1)) throw new Violation('a request is missing');
  }

  #begin({ time, request, environment, why }: OracleLine, begun: Request['begun']): void {
    if (this.requests.has(request)) throw new Violation(`request ${request} begins twice`);
    this.requests.set(request, { arrived: time, begun, words: why.split(', '), environment, outcome: null });
  }

  #create(number: number, busyWith: number | null): void {
    if (number !== this.#environments.size + 1) throw new Violation(`environment ${number} is out of order`);
    this.#environments.set(number, { busyWith, ended: false });
  }

  #take(number: number, request: number): void {
    const environment = this.#environments.get(number);
    if (environment === undefined || environment.ended) throw new Violation(`environment ${number} does not exist`);
    if (environment.busyWith !== null) throw new Violation(`environment ${number} serves two at a time`);
    environment.busyWith = request;
  }

  #assign({ environment, request: number, why }: OracleLine): void {
    const request = this.requests.get(number);
    if (request?.begun !== 'cold') throw new Violation(`request ${number} does not wait`);
    this.#environments.get(request.environment)!.busyWith = 'spare';
    this.#take(environment, number);
    request.begun = 'warm';
    request.environment = environment;
    request.words = why.split(', ');
  }

  #initialise({ kind, environment, request }: OracleLine): void {
    if (request !== 0) this.#mustBeOn(environment, request);
    else if (kind === 'init-failed' && !this.#environments.has(environment)) {
      // Of one that is made ready ahead: it is there all the same.
      this.#create(environment, null);
      this.#unprepared = environment;
    } else this.#free(environment, 'spare');
  }

  #mustBeOn(number: number, request: number): void {
    if (this.#environments.get(number)?.busyWith !== request)
      throw new Violation(`environment ${number} is not that of request ${request}`);
  }

  #free(number: number, from: number | 'spare'): void {
    const environment = this.#environments.get(number);
    if (environment?.busyWith !== from) throw new Violation(`environment ${number} is not with ${from}`);
    environment.busyWith = null;
  }

  #complete({ environment, request: number, why }: OracleLine): void {
    const request = this.requests.get(number);
    if (request === undefined || request.outcome !== null || request.environment !== environment)
      throw new Violation(`request ${number} completes without having begun`);
    request.outcome = why;
    if (request.begun === 'on-provisioned') return;
    this.executing--;
    this.#free(environment, number);
  }

  #end(number: number): void {
    const environment = this.#environments.get(number);
    if (environment === undefined || environment.ended || environment.busyWith !== null)
      throw new Violation(`environment ${number} cannot end`);
    environment.ended = true;
  }
}
