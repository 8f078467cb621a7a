import type { IdentityName } from '../identities/identities.ts';

/** Who plays in the story. */
export type DemoIdentity = IdentityName | 'root';
