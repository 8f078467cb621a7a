import type { Metric } from '../metric.ts';
import { ratioByTurn, spread } from '../statistics.ts';
import type { ColdStart } from './measure.ts';
import { NODE_ALONE, type VariantName } from './variants.ts';

/** The starts of one variant. */
export type Taken = {
  function: string;
  variant: VariantName | 'empty';
  starts: ColdStart[];
};

/**
 * The limit for the time of a deployed function, as a multiple of the empty handler's time. The
 * parts of that time, in processor time as multiples of the empty handler's (Node.js 24.21,
 * November 2026):
 *
 * | | check-price, buy, sell | save |
 * | --- | --- | --- |
 * | Node.js and the modules of Lambda's client | 1.0 | 1.0 |
 * | the work in Node.js alone: output; for save, hashes, HTTPS and a request | 0.1 | 0.7 |
 * | node:crypto, which Powertools loads | 0.15 | with the row above |
 * | read (0.03 and 0.4) and run logger and function; for save, the AWS SDK | 0.15 | 1.5 |
 *
 * As an ES module, save took 1.1 more, because Node.js loaded its unused client for fetch, and the
 * SDK read its other sources of credentials.
 */
const TARGETS: Readonly<Record<string, number>> = {
  'check-price': 1.3,
  buy: 1.3,
  sell: 1.3,
  save: 2.5,
};

/** Compares each function with the empty handler, then with the other ways to build it. */
export function metricsOf(empty: Taken, all: readonly Taken[]): Metric[] {
  return all
    .filter(({ variant }) => variant === 'deployed')
    .flatMap((deployed) => {
      const name = deployed.function;
      const others = all.filter((taken) => taken.function === name && taken !== deployed);
      const target = TARGETS[name];
      return [
        {
          ...compare(deployed, empty, 'milliseconds'),
          ...(target ? { target: { atMost: target } } : {}),
        },
        ...others.map((other) => compare(deployed, other, 'milliseconds')),
        compare(deployed, empty, 'processorMilliseconds'),
        ...others
          .filter(({ variant }) => variant === NODE_ALONE)
          .map((alone) => compare(deployed, alone, 'processorMilliseconds')),
        compare(deployed, empty, 'mebibytes'),
      ];
    });
}

const UNITS = {
  milliseconds: { suffix: '', unit: 'ms' },
  processorMilliseconds: { suffix: ', processor time', unit: 'ms' },
  mebibytes: { suffix: ', memory', unit: 'MiB' },
} as const satisfies Record<keyof ColdStart, { suffix: string; unit: string }>;

function compare(one: Taken, other: Taken, quantity: keyof ColdStart): Metric {
  const { suffix, unit } = UNITS[quantity];
  const values = ({ starts }: Taken) => starts.map((start) => start[quantity]);
  const what = other.variant === 'empty' ? 'an empty handler' : other.variant;
  return {
    what: `${one.function}${suffix}`,
    unit,
    measured: spread(values(one)),
    baseline: {
      ...{ what, measured: spread(values(other)) },
      ratio: ratioByTurn(values(one), values(other)),
    },
  };
}
