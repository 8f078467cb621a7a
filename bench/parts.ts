import { access } from './access/bench.ts';
import { build } from './build/bench.ts';
import { coldStarts } from './cold-start/bench.ts';
import { container } from './container/bench.ts';
import { cost } from './cost/bench.ts';
import type { Bench } from './figure.ts';
import { gateway } from './gateway/bench.ts';
import { size } from './size/bench.ts';
import { tests } from './tests/bench.ts';
import { workflow } from './workflow/bench.ts';

/** The parts of the benchmark, in the order in which they run. */
export const parts: readonly Bench[] = [
  ...[coldStarts, container, size],
  ...[build, workflow, gateway, access],
  ...[cost, tests],
];
