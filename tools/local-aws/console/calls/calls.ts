import type { CallName } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import type { CallTable } from './call-table.ts';
import { kmsCalls } from './kms-actions.ts';
import { statesCalls } from './states-actions.ts';

/** Every call that the page can make. */
export const calls: CallTable = { ...statesCalls, ...kmsCalls };

/** @throws BadRequestError for a call that the page cannot make. */
export function callNamed(name: string): CallName {
  if (isCall(name)) return name;
  throw new BadRequestError(`The page cannot call ${name}.`);
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);
