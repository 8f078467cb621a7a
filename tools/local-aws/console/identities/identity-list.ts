import { IDENTITIES, type Identity } from '../../identities/identities.ts';
import type { IdentityView } from '../contract.ts';

/** The role of the workflow. Only Step Functions can assume it. */
export const EXECUTION_ROLE = 'execution-role';

const ROOT: IdentityView = {
  name: 'root',
  purpose: 'the root user of the account: IAM denies it nothing, a key policy can',
  canCall: true,
};

const ROLE: IdentityView = {
  name: EXECUTION_ROLE,
  purpose: 'the role of the workflow, which only Step Functions can assume',
  canCall: false,
};

/** The identities that the page can look as: all but the users that only assume a role, and root and the execution role. */
export function listIdentities(): readonly IdentityView[] {
  const all: [string, Identity][] = Object.entries(IDENTITIES);
  const roleUsers = new Set(all.flatMap(([, one]) => (one.kind === 'role' ? one.assumedBy : [])));
  const callers = all
    .filter(([name]) => !roleUsers.has(name))
    .map(([name, { purpose }]): IdentityView => ({ name, purpose, canCall: true }));
  return [...callers, ROOT, ROLE];
}
