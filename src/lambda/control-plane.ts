// The control plane's clock: what is due when, apart from requests. Each timer is made once, so that nothing is allocated
// when it is set.
import type { EventQueue } from '../engine/queue.js';
import { Due, event, Order } from './agenda.js';

/** What comes first at one instant. */
export const Stage = { allocation: 0, renewal: 1, deployment: 2, shift: 3, schedule: 4, alarm: 5 } as const;

const STAGE = 2 ** 44;
const FUNCTION = 2 ** 26;
const PLACE = 2 ** 10;

export class ControlPlane {
  readonly #queue: EventQueue;
  readonly #end: number;
  readonly #actions: (() => void)[] = [];

  /** It stops at `end`, the end of the simulated time, which is still a part of it. */
  constructor(queue: EventQueue, end: number) {
    this.#queue = queue;
    this.#end = end;
  }

  /** Within a stage by function, by `place` among the function's aliases and versions, then by `index`. */
  timer(stage: number, functionId: number, place: number, index: number, action: () => void): Timer {
    const number = this.#actions.push(action) - 1;
    const order = Order.control + stage * STAGE + functionId * FUNCTION + place * PLACE + (index % PLACE);
    return { at: (time) => this.#set(time, order, number) };
  }

  due(number: number): void {
    this.#actions[number]!();
  }

  #set(time: number, order: number, number: number): void {
    if (time <= this.#end) this.#queue.push(time, order, event(Due.control, number));
  }
}

/** May be set again before it is due: its action looks for what is due, and finds nothing the second time. */
export interface Timer {
  at(time: number): void;
}
