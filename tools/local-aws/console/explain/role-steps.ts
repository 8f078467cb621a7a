import type { Clients } from '../../aws/clients.ts';
import type { Step } from '../contract.ts';
import { type AccountRegion, decideStates } from './decide-call.ts';
import { explain } from './explain-denial.ts';
import { readSubject } from './subject.ts';

/**
 * Returns the decisions on the key for Step Functions as the execution role, when an execution is
 * started. Empty where there is no customer managed key.
 */
export async function roleSteps(
  stateMachineArn: string,
  { adminClients, home }: { adminClients: Clients; home: AccountRegion },
): Promise<readonly Step[]> {
  const input = { stateMachineArn };
  const subject = await readSubject(input, adminClients);
  // The root user can start everything, so that only the part of the role remains.
  const principal = { kind: 'root', partition: 'aws', account: home.account } as const;
  const root = { principal, identityPolicies: [] };
  const { steps } = explain(decideStates('states:StartExecution', input, root, home, subject));
  return steps.slice(1);
}
