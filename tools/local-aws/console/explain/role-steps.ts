import type { Clients } from '../../aws/clients.ts';
import type { Step } from '../contract.ts';
import { decideStates, type Place } from './decide-call.ts';
import { explain } from './explain-denial.ts';
import { readMatter } from './subject.ts';

/**
 * What Step Functions may do with the key as the execution role, when somebody starts an execution
 * who may; empty where there is no key.
 */
export async function roleSteps(
  machineArn: string,
  { behind, place }: { behind: Clients; place: Place },
): Promise<readonly Step[]> {
  const input = { stateMachineArn: machineArn };
  const matter = await readMatter(input, behind);
  // The root user may start everything, so that what remains to be decided is the role's part.
  const principal = { kind: 'root', partition: 'aws', account: place.account } as const;
  const root = { principal, identityPolicies: [] };
  const { steps } = explain(decideStates('states:StartExecution', input, root, place, matter));
  return steps.slice(1);
}
