import { InvalidPolicyError } from 'who-can-read';
import type { CallContext } from '../calls/perform-call.ts';
import type { PrincipalAccess } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { findReaders } from './access.ts';
import { accessChange } from './access-change.ts';
import { readStackFacts } from './read-stack-facts.ts';
import { underPolicy } from './under-policy.ts';

/**
 * Who reads a state machine, and who would gain or lose reading under another key policy.
 *
 * @param policy JSON text; left out: only how it stands.
 */
export async function principalAccess(
  machineArn: string,
  policy: string | undefined,
  { adminClients, keptFacts }: Pick<CallContext, 'adminClients' | 'keptFacts'>,
): Promise<PrincipalAccess> {
  const facts = await keptFacts(machineArn, () => readStackFacts(machineArn, adminClients));
  const readers = findReaders(facts);
  if (policy === undefined) return { readers };
  try {
    return { readers, change: accessChange(readers, findReaders(underPolicy(facts, policy))) };
  } catch (error) {
    const expected = error instanceof InvalidPolicyError || error instanceof BadRequestError;
    if (expected) return { readers, problem: error.message };
    throw error;
  }
}
