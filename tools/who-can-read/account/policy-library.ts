import type { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { AccountDetails } from './account-pages.ts';
import { anything } from './allow-all.ts';
import { readManagedPolicy } from './managed-policy.ts';
import { managedSource } from './names-of.ts';
import { type Reading, reading } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { type Notebook, notebook } from './unreadable.ts';

/** The managed policies of an account by ARN, parsed as what they are used for. */
export interface Library {
  /** As an identity policy; allows everything where it could not be read. */
  policy(arn: string): Reading<PolicyDocument>;
  /** As a permissions boundary; undefined where it could not be read. */
  boundary(arn: string): Reading<PolicyDocument | undefined>;
}

/** Parses each managed policy once, and fetches those that are used but were not sent along. */
export async function policyLibrary(iam: IAMClient, details: AccountDetails): Promise<Library> {
  const documents = new Map<string, string>();
  for (const { Arn = '', PolicyVersionList = [] } of details.policies) {
    const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
    if (version?.Document !== undefined) documents.set(Arn, version.Document);
  }
  const used = usedBy(details);
  const policies = await readAll(used.policies, (arn, notes) => {
    const source = managedSource(arn);
    const read = () => fetchOrParse(iam, documents.get(arn), arn, 'identity-policy');
    return notes.read(source, read, anything('identity-policy', source));
  });
  const boundaries = await readAll(used.boundaries, (arn, notes) =>
    notes.read<PolicyDocument | undefined>(
      `permissions boundary ${managedSource(arn)}`,
      () => fetchOrParse(iam, documents.get(arn), arn, 'permissions-boundary'),
      undefined,
    ),
  );
  return { policy: (arn) => found(policies, arn), boundary: (arn) => found(boundaries, arn) };
}

async function fetchOrParse(
  iam: IAMClient,
  document: string | undefined,
  arn: string,
  kind: 'identity-policy' | 'permissions-boundary',
): Promise<PolicyDocument> {
  if (document === undefined) return readManagedPolicy(iam, arn, kind);
  return parseDocument(document, kind, managedSource(arn));
}

/** One after the other: the few that are fetched are not worth being throttled for. */
async function readAll<T>(
  arns: readonly string[],
  read: (arn: string, notes: Notebook) => Promise<T>,
): Promise<ReadonlyMap<string, Reading<T>>> {
  const all = new Map<string, Reading<T>>();
  for (const arn of arns) {
    // A policy may have been deleted while the account was read.
    const notes = notebook(['NoSuchEntity', 'NoSuchEntityException']);
    all.set(arn, reading(await read(arn, notes), notes.unread));
  }
  return all;
}

function found<T>(all: ReadonlyMap<string, Reading<T>>, arn: string): Reading<T> {
  const one = all.get(arn);
  if (!one) throw new Error(`${arn} is not in the library`);
  return one;
}

function usedBy({ users, groups, roles }: AccountDetails) {
  const holders = [...users, ...groups, ...roles];
  const attached = holders.flatMap(({ AttachedManagedPolicies = [] }) =>
    AttachedManagedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
  );
  const boundaries = [...users, ...roles].flatMap(
    ({ PermissionsBoundary }) => PermissionsBoundary?.PermissionsBoundaryArn ?? [],
  );
  return { policies: [...new Set(attached)], boundaries: [...new Set(boundaries)] };
}
