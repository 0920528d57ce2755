// From what a run used to what it costs: the bills of its functions and aliases, of a month, and of their cold starts.
import type { LambdaFunction } from '../lambda/function.js';
import type { AliasPrices } from '../lambda/measurement/alias-figures.js';
import { usageOf } from '../lambda/measurement/usage.js';
import type { Window } from '../metrics/window.js';
import type { ColdStartCost, FunctionMoney, Money } from '../money-result.js';
import { type Bill, charged, type Rates, ratesOf, sumOfBills, type Terms } from '../pricing/bill.js';
import { breakEvenUtilization } from '../pricing/break-even.js';
import { covered, HOURS_PER_MONTH } from '../pricing/prices.js';
import { gbSeconds, scaled, type Usage } from '../pricing/usage.js';
import { breakEvens } from './break-evens.js';

const HOUR = 3_600_000_000;
const MILLION = 1e6;

/** The costs of one run. With `monthly`, those of a month at the same usage stand beside them (M-MONTH). */
export class Costs {
  readonly #terms: Terms;
  readonly #functions: readonly LambdaFunction[];
  readonly #usages: readonly Usage[];
  readonly #rates: readonly Rates[];
  /** How many such runs make a month, and what a unit costs then; `null` where nobody asked. */
  readonly #month: { readonly runs: number; readonly rates: readonly Rates[] } | null;

  constructor(terms: Terms, functions: readonly LambdaFunction[], window: Window, monthly: boolean) {
    this.#terms = terms;
    this.#functions = functions;
    this.#usages = functions.map((fn) => usageOf(fn.spec, fn.measure, fn));
    this.#rates = ratesOf(this.#usages, terms);
    const runs = (HOURS_PER_MONTH * HOUR) / (window.to - window.from);
    const ofMonth = this.#usages.map((usage) => scaled(usage, runs));
    this.#month = monthly ? { runs, rates: ratesOf(ofMonth, terms) } : null;
  }

  /** Of one function, by its place. */
  of(id: number): FunctionMoney {
    const { spec, measure } = this.#functions[id]!;
    const money = this.#charged(id, this.#usages[id]!);
    const coldStartCost = this.#coldStartCost(id, money.cost);
    const initMs = measure.init.mean === null ? null : measure.init.mean / 1000;
    return { ...money, coldStartCost, breakEven: breakEvens(spec, this.#terms, money.cost, initMs) };
  }

  /** What the aliases of a function are charged at. */
  aliasPrices(id: number): AliasPrices {
    const { region, architecture, memoryMB } = this.#functions[id]!.spec;
    const own = this.#terms.prices[region]![architecture];
    const left = covered(this.#terms.savingsPlan);
    // The check of the scenario has made sure of the prices of what is provisioned.
    const per = (price: number | null | undefined) => (ms: number) => gbSeconds(ms * memoryMB) * (price ?? 0) * left;
    return {
      capacity: (used) => per(own.provisionedCapacity)(used / 1000),
      duration: per(own.provisionedDuration),
      onDemand: per(own.duration?.[0]?.price),
      breakEven: breakEvenUtilization(own),
      charged: (usage) => this.#charged(id, usage),
    };
  }

  /** Of all functions together. */
  get total(): FunctionMoney {
    const all = this.#functions.map((_, id) => this.of(id));
    const cost = sumOfBills(all.map((each) => each.cost));
    const months = all.flatMap(({ monthly }) => monthly ?? []);
    const sum = (part: keyof ColdStartCost): number => all.reduce((to, each) => to + each.coldStartCost[part], 0);
    return {
      cost,
      ...(this.#month && { monthly: sumOfBills(months) }),
      costPerMillion: perMillion(cost, this.#usages),
      coldStartCost: { duration: sum('duration'), restores: sum('restores'), ahead: sum('ahead'), total: sum('total') },
      breakEven: null,
    };
  }

  #charged(id: number, usage: Usage): Money {
    const cost = charged(usage, this.#rates[id]!);
    const costPerMillion = perMillion(cost, [usage]);
    if (this.#month === null) return { cost, costPerMillion };
    const monthly = charged(scaled(usage, this.#month.runs), this.#month.rates[id]!);
    return { cost, monthly, costPerMillion };
  }

  /** Parts of what was charged: each billed millisecond on demand costs a function the same. */
  #coldStartCost(id: number, cost: Bill): ColdStartCost {
    const { billedOnDemandMs, billedColdMs, billedAheadMs } = this.#functions[id]!.measure;
    const share = (ms: number): number => (ms === 0 ? 0 : (cost.duration * ms) / billedOnDemandMs);
    const { restoredMB } = this.#usages[id]!;
    const restores = restoredMB === 0 ? 0 : (restoredMB / 1024) * this.#rates[id]!.restored!;
    const [duration, ahead] = [share(billedColdMs), share(billedAheadMs)];
    return { duration, restores, ahead, total: duration + restores + ahead };
  }
}

/** USD for a million invocations. */
function perMillion({ total }: Bill, usages: readonly Usage[]): number | null {
  const invocations = usages.reduce((sum, usage) => sum + usage.onDemandRequests + usage.provisionedRequests, 0);
  return invocations === 0 ? null : (total / invocations) * MILLION;
}
