import type { Endpoint } from '../../../local/aws/environment.ts';
import { LOCAL } from '../../../local/aws/environment.ts';
import type { AccessKeys } from '../../../local/identities/create.ts';
import { auditorRoleArn } from '../../../local/identities/identities.ts';
import { sessionOf } from '../../../local/identities/session.ts';
import { type Asker, askerFor } from './asker.ts';

/** Who asks: two who may call everything, one who administers the key, one who may read. */
export const PROBERS = ['operator', 'developer', 'key-administrator', 'auditor'] as const;

export type ProberName = (typeof PROBERS)[number];

/** Those who ask, each with clients of his own. */
export type Cast = {
  of(name: ProberName): Asker;
  /** The emulator saves no sessions, so the auditor takes a new one when it has come back. */
  renewSession(): Promise<void>;
};

const SESSION_SECONDS = 43_200;

/** @param keys of the identities, the auditor's first session included. */
export function castOf(endpoint: Endpoint, keys: AccessKeys): Cast {
  const keyOf = (name: string) => {
    const key = keys.get(name);
    if (!key) throw new Error(`${name} has no access key.`);
    return key;
  };
  const askers = new Map(PROBERS.map((name) => [name, askerFor(endpoint, keyOf(name))]));
  return {
    of(name) {
      const asker = askers.get(name);
      if (!asker) throw new Error(`${name} is not in the cast.`);
      return asker;
    },
    async renewSession() {
      const role = auditorRoleArn(LOCAL.account);
      const session = await sessionOf(endpoint, keyOf('staff'), role, 'staff', SESSION_SECONDS);
      askers.set('auditor', askerFor(endpoint, session));
    },
  };
}
