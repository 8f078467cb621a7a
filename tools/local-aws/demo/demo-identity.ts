import type { IdentityName } from '../identities/identities.ts';

/** The identities of the demo. */
export type DemoIdentity = IdentityName | 'root';
