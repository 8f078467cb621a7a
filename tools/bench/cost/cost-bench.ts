import type { Bench, Metric } from '../metric.ts';
import { exact } from '../statistics.ts';
import { ASSUMED, REUSE_SECONDS } from './assumptions.ts';
import { expressCosts, standardCosts, sum } from './costs.ts';
import { readFacts } from './facts.ts';
import { AS_OF } from './prices.ts';

const all = (seconds: number): string => `the total, data keys reused ${seconds} s`;
const kms = (seconds: number): string => `its calls to KMS, data keys reused ${seconds} s`;

/** The cost of a million executions: computed, not measured. */
export const cost: Bench = {
  name: 'cost',
  title: `A million executions, ten a second, by the price lists of ${AS_OF} for US East (N. Virginia), without free tiers and keys.`,
  metrics: REUSE_SECONDS.flatMap((seconds) => [all(seconds), kms(seconds)]),
  async measure() {
    const facts = await readFacts();
    return REUSE_SECONDS.flatMap((reuseSeconds): Metric[] => {
      const arrival = { executions: ASSUMED.executions, perSecond: 10, reuseSeconds };
      const standard = standardCosts(arrival, facts);
      const express = expressCosts(arrival, facts);
      const unit = 'USD';
      return [
        {
          ...{ what: all(reuseSeconds), unit, measured: exact(sum(standard)) },
          baseline: { what: 'as a synchronous Express workflow', measured: exact(sum(express)) },
        },
        {
          ...{ what: kms(reuseSeconds), unit, measured: exact(standard.kms) },
          baseline: { what: 'its state transitions', measured: exact(standard.stepFunctions) },
        },
      ];
    });
  },
};
