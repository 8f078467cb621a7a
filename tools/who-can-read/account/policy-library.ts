import type { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { AccountDetails } from './account-pages.ts';
import { allowAll } from './allow-all.ts';
import { readManagedPolicy } from './managed-policy.ts';
import { managedSource } from './names-of.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

/** The managed policies of an account by ARN, parsed for their use. */
export interface PolicyLibrary {
  /** As an identity policy; allows everything if it could not be read. */
  policy(arn: string): PartialKnowledge<PolicyDocument>;
  /** As a permissions boundary; undefined if it could not be read. */
  boundary(arn: string): PartialKnowledge<PolicyDocument | undefined>;
}

/** Parses each managed policy once, and fetches the used policies that the response did not contain. */
export async function policyLibrary(
  iam: IAMClient,
  details: AccountDetails,
): Promise<PolicyLibrary> {
  const documents = new Map<string, string>();
  for (const { Arn = '', PolicyVersionList = [] } of details.policies) {
    const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
    if (version?.Document !== undefined) documents.set(Arn, version.Document);
  }
  const used = usedBy(details);
  const policies = await readAll(used.policies, (arn, log) => {
    const source = managedSource(arn);
    const read = () => fetchOrParse(iam, documents.get(arn), arn, 'identity-policy');
    return log.attempt(source, read, allowAll('identity-policy', source));
  });
  const boundaries = await readAll(used.boundaries, (arn, log) =>
    log.attempt<PolicyDocument | undefined>(
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

/** Sequentially, because there are few calls and AWS could throttle parallel calls. */
async function readAll<T>(
  arns: readonly string[],
  read: (arn: string, log: UnreadableLog) => Promise<T>,
): Promise<ReadonlyMap<string, PartialKnowledge<T>>> {
  const all = new Map<string, PartialKnowledge<T>>();
  for (const arn of arns) {
    // The policy can have been deleted while the account was read.
    const log = unreadableLog(['NoSuchEntity', 'NoSuchEntityException']);
    all.set(arn, knowledge(await read(arn, log), log.unread));
  }
  return all;
}

function found<T>(all: ReadonlyMap<string, PartialKnowledge<T>>, arn: string): PartialKnowledge<T> {
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
