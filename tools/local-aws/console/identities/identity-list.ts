import { IDENTITIES, type Identity } from '../../identities/identities.ts';
import type { IdentityView } from '../contract.ts';

/** The one that nobody can be: only Step Functions takes it on. */
export const EXECUTION_ROLE = 'execution-role';

const ROOT: IdentityView = {
  name: 'root',
  purpose: 'the root user of the account: may do everything that no policy of a resource forbids',
  acts: true,
};

const ROLE: IdentityView = {
  name: EXECUTION_ROLE,
  purpose: 'the role of the workflow; nobody but Step Functions can take it on',
  acts: false,
};

/** Whom the page can look as: the identities but those who merely become another, and two more. */
export function listIdentities(): readonly IdentityView[] {
  const all: [string, Identity][] = Object.entries(IDENTITIES);
  const doors = new Set(all.flatMap(([, one]) => (one.kind === 'role' ? one.assumedBy : [])));
  const people = all
    .filter(([name]) => !doors.has(name))
    .map(([name, { purpose }]): IdentityView => ({ name, purpose, acts: true }));
  return [...people, ROOT, ROLE];
}
