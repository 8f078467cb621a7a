import type { Figure } from '../figure.ts';
import { spread } from '../statistics.ts';
import type { ColdStart } from './measure.ts';
import { NODE_ALONE, type VariantName } from './variants.ts';

/** The starts of one variant. */
export type Taken = {
  function: string;
  variant: VariantName | 'empty';
  starts: ColdStart[];
};

/** How many times the empty handler's time a deployed function may take. */
const AIMS: Readonly<Record<string, number>> = {
  'check-price': 1.25,
  buy: 1.25,
  sell: 1.25,
  save: 2.5,
};

/** Each function as deployed beside the empty handler, then beside the other ways to build it. */
export function figuresOf(empty: Taken, all: readonly Taken[]): Figure[] {
  return all
    .filter(({ variant }) => variant === 'deployed')
    .flatMap((deployed) => {
      const name = deployed.function;
      const others = all.filter((taken) => taken.function === name && taken !== deployed);
      const aim = AIMS[name];
      return [
        { ...compare(deployed, empty, 'milliseconds'), ...(aim ? { aim: { atMost: aim } } : {}) },
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

function compare(one: Taken, other: Taken, quantity: keyof ColdStart): Figure {
  const { suffix, unit } = UNITS[quantity];
  const values = ({ starts }: Taken) => spread(starts.map((start) => start[quantity]));
  const what = other.variant === 'empty' ? 'an empty handler' : other.variant;
  return {
    what: `${one.function}${suffix}`,
    unit,
    measured: values(one),
    beside: { what, measured: values(other) },
  };
}
