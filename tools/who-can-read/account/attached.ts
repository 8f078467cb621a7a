import type { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { allowAll } from './allow-all.ts';
import { readManagedPolicy } from './managed-policy.ts';
import { managedSource } from './names-of.ts';
import type { UnreadableLog } from './unreadable.ts';

/** The calls that list and get the policies of a user, group or role. */
export interface PolicyHolder {
  /** `role Deployer` */
  readonly name: string;
  readonly inlineNames: () => Promise<readonly string[]>;
  readonly inline: (policyName: string, source: string) => Promise<PolicyDocument>;
  readonly attachedArns: () => Promise<readonly string[]>;
}

/** Returns all policies of a user, group or role; a policy that cannot be read allows everything. */
export async function readPolicies(
  iam: IAMClient,
  holder: PolicyHolder,
  log: UnreadableLog,
): Promise<readonly PolicyDocument[]> {
  const [inline, attached] = await Promise.all([
    readInline(holder, log),
    readAttached(iam, holder, log),
  ]);
  return [...inline, ...attached];
}

async function readInline(holder: PolicyHolder, log: UnreadableLog) {
  const what = `inline policies of ${holder.name}`;
  const names = await log.attempt(what, holder.inlineNames, undefined);
  if (!names) return [allowAll('identity-policy', what)];
  return Promise.all(
    names.map((name) => {
      const source = `policy ${name} of ${holder.name}`;
      const otherwise = allowAll('identity-policy', source);
      return log.attempt(source, () => holder.inline(name, source), otherwise);
    }),
  );
}

async function readAttached(iam: IAMClient, holder: PolicyHolder, log: UnreadableLog) {
  const what = `attached policies of ${holder.name}`;
  const arns = await log.attempt(what, holder.attachedArns, undefined);
  if (!arns) return [allowAll('identity-policy', what)];
  return readManaged(iam, arns, log);
}

/** Returns managed policies by ARN; a policy that cannot be read allows everything. */
export async function readManaged(
  iam: IAMClient,
  arns: readonly string[],
  log: UnreadableLog,
  kind: 'identity-policy' | 'session-policy' = 'identity-policy',
): Promise<readonly PolicyDocument[]> {
  return Promise.all(
    arns.map((arn) => {
      const source = managedSource(arn);
      return log.attempt(source, () => readManagedPolicy(iam, arn, kind), allowAll(kind, source));
    }),
  );
}

/** Returns a permissions boundary. A boundary that cannot be read does not limit anything. */
export async function readBoundary(
  iam: IAMClient,
  arn: string | undefined,
  log: UnreadableLog,
): Promise<{ boundary?: PolicyDocument }> {
  if (arn === undefined) return {};
  const what = `permissions boundary ${arn}`;
  const read = () => readManagedPolicy(iam, arn, 'permissions-boundary');
  const boundary = await log.attempt(what, read, undefined);
  return boundary ? { boundary } : {};
}
