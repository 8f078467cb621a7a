import { additions } from './additions.ts';
import { administrators } from './administrators.ts';
import { reader } from './auditor.ts';
import { delivery } from './delivery.ts';
import { deployers } from './deployers.ts';
import { logs } from './logs.ts';
import type { Mutation } from './mutation.ts';
import { role } from './role.ts';
import { stateMachine } from './state-machine.ts';
import { workflow } from './workflow.ts';

export { harmless } from './harmless.ts';
export type { Mutation } from './mutation.ts';

/** Every wrong template, by the part that is wrong. */
export const mutations: readonly Mutation[] = [
  ...workflow,
  ...logs,
  ...delivery,
  ...deployers,
  ...administrators,
  ...additions,
  ...reader,
  ...stateMachine,
  ...role,
];
