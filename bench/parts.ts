import { access } from './access/bench.ts';
import { build } from './build/bench.ts';
import type { Bench } from './figure.ts';
import { gateway } from './gateway/bench.ts';
import { tests } from './tests/bench.ts';

/** The parts of the benchmark, in the order in which they run. */
export const parts: readonly Bench[] = [build, gateway, access, tests];
