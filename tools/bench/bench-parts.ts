import { access } from './access/access-bench.ts';
import { build } from './build/build-bench.ts';
import { tests } from './checks/checks-bench.ts';
import { coldStarts } from './cold-start/cold-start-bench.ts';
import { container } from './container/container-bench.ts';
import { cost } from './cost/cost-bench.ts';
import { gateway } from './gateway/gateway-bench.ts';
import type { Bench } from './metric.ts';
import { size } from './size/size-bench.ts';
import { start } from './start/start-bench.ts';
import { templates } from './templates/templates-bench.ts';
import { workflow } from './workflow/workflow-bench.ts';

/** The parts of the benchmark, in the order in which they run. */
export const parts: readonly Bench[] = [
  ...[coldStarts, container, size],
  ...[build, workflow, gateway, access, templates, start],
  ...[cost, tests],
];
