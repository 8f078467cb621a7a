import type { Organization } from '../principal/caller.ts';
import { UsageError } from './usage-error.ts';

const ID = /^o-[a-z0-9]{10,32}$/;
const PATH = /^(o-[a-z0-9]{10,32})\/r-[0-9a-z]{4,32}\/(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}\/)*$/;

/**
 * `o-a1b2c3d4e5` for an account of which only the organization is known, or its whole path,
 * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path
 * @throws UsageError for anything else.
 */
export function parseOrganization(text: string): Organization {
  if (ID.test(text)) return { id: text };
  const id = PATH.exec(text)?.[1];
  if (id !== undefined) return { id, paths: [text] };
  const form = 'o-ID, or the whole path with a slash at its end: o-ID/r-ROOT/ou-UNIT/';
  throw new UsageError(`--organization takes ${form}, not ${text}`);
}
