import { InvalidPolicyError, type KmsKey, readCaller, upperBound } from 'who-can-read';
import type { CallContext } from '../calls/perform-call.ts';
import type { PrincipalAccess } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { requireComplete } from '../explain/subject.ts';
import { EXECUTION_ROLE } from '../identities/identity-list.ts';
import { findReaders } from './access.ts';
import { accessChange } from './access-change.ts';
import { lockoutOf } from './lockout.ts';
import { readStackFacts } from './read-stack-facts.ts';
import { underPolicy } from './under-policy.ts';

/** A key policy that a person edits: its text, and the identity that would save it. */
export type EditedPolicy = { readonly text: string; readonly as: string };

/**
 * Returns the readers of a state machine, and for an edited key policy the readers that it would add
 * and remove.
 *
 * @param edited left out: only the readers under the present policy.
 */
export async function principalAccess(
  stateMachineArn: string,
  edited: EditedPolicy | undefined,
  context: Pick<CallContext, 'adminClients' | 'keptFacts' | 'identities'>,
): Promise<PrincipalAccess> {
  const { adminClients, keptFacts } = context;
  const facts = await keptFacts(stateMachineArn, () =>
    readStackFacts(stateMachineArn, adminClients),
  );
  const readers = findReaders(facts);
  if (edited === undefined) return { readers };
  try {
    const then = underPolicy(facts, edited.text);
    const change = accessChange(readers, findReaders(then));
    const lockout = then.key && (await lockoutFor(edited.as, upperBound(then.key), context));
    return { readers, change, ...(lockout === undefined ? {} : { lockout }) };
  } catch (error) {
    const expected = error instanceof InvalidPolicyError || error instanceof BadRequestError;
    if (expected) return { readers, problem: error.message };
    throw error;
  }
}

async function lockoutFor(
  as: string,
  key: KmsKey,
  { adminClients, identities }: Pick<CallContext, 'adminClients' | 'identities'>,
): Promise<string | undefined> {
  if (as === EXECUTION_ROLE) return undefined;
  const principal = await identities.principalOf(as);
  return lockoutOf(requireComplete(await readCaller(adminClients.iam, principal)), key);
}
