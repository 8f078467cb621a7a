import type { Clients } from '../../aws/clients.ts';
import type { Step } from '../contract.ts';
import { type AccountRegion, decideStates } from './decide-call.ts';
import { explain } from './explain-denial.ts';
import { readSubject } from './subject.ts';

/**
 * What Step Functions may do with the key as the execution role, when somebody starts an execution
 * who may; empty where there is no key.
 */
export async function roleSteps(
  machineArn: string,
  { adminClients, home }: { adminClients: Clients; home: AccountRegion },
): Promise<readonly Step[]> {
  const input = { stateMachineArn: machineArn };
  const subject = await readSubject(input, adminClients);
  // The root user may start everything, so that what remains to be decided is the role's part.
  const principal = { kind: 'root', partition: 'aws', account: home.account } as const;
  const root = { principal, identityPolicies: [] };
  const { steps } = explain(decideStates('states:StartExecution', input, root, home, subject));
  return steps.slice(1);
}
