import { access } from './access/bench.ts';
import type { Bench } from './figure.ts';
import { gateway } from './gateway/bench.ts';

/** The parts of the benchmark, in the order in which they run. */
export const parts: readonly Bench[] = [gateway, access];
