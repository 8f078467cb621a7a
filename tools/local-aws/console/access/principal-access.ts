import { InvalidPolicyError } from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';
import type { WhoReads } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { readersOf } from './access.ts';
import { changeOf } from './access-change.ts';
import { readMaterial } from './read-access-model.ts';
import { underPolicy } from './under-policy.ts';

/**
 * Who reads a state machine, and who would gain or lose reading under another key policy.
 *
 * @param policy JSON text; left out: only how it stands.
 */
export async function whoReads(
  machineArn: string,
  policy: string | undefined,
  behind: Clients,
): Promise<WhoReads> {
  const material = await readMaterial(machineArn, behind);
  const readers = readersOf(material);
  if (policy === undefined) return { readers };
  try {
    return { readers, change: changeOf(readers, readersOf(underPolicy(material, policy))) };
  } catch (error) {
    const expected = error instanceof InvalidPolicyError || error instanceof BadRequestError;
    if (expected) return { readers, problem: error.message };
    throw error;
  }
}
