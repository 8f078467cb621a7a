import type { IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { anything } from './allow-all.ts';
import { readManagedPolicy } from './managed-policy.ts';
import { managedSource } from './names-of.ts';
import type { Notebook } from './unreadable.ts';

/** How the policies of a user, group or role are listed and fetched. */
export interface PolicyHolder {
  /** `role Deployer` */
  readonly name: string;
  readonly inlineNames: () => Promise<readonly string[]>;
  readonly inline: (policyName: string, source: string) => Promise<PolicyDocument>;
  readonly attachedArns: () => Promise<readonly string[]>;
}

/** All policies of a user, group or role; what may not be read becomes "allows everything". */
export async function readPolicies(
  iam: IAMClient,
  holder: PolicyHolder,
  notes: Notebook,
): Promise<readonly PolicyDocument[]> {
  const [inline, attached] = await Promise.all([
    readInline(holder, notes),
    readAttached(iam, holder, notes),
  ]);
  return [...inline, ...attached];
}

async function readInline(holder: PolicyHolder, notes: Notebook) {
  const what = `inline policies of ${holder.name}`;
  const names = await notes.read(what, holder.inlineNames, undefined);
  if (!names) return [anything('identity-policy', what)];
  return Promise.all(
    names.map((name) => {
      const source = `policy ${name} of ${holder.name}`;
      const otherwise = anything('identity-policy', source);
      return notes.read(source, () => holder.inline(name, source), otherwise);
    }),
  );
}

async function readAttached(iam: IAMClient, holder: PolicyHolder, notes: Notebook) {
  const what = `attached policies of ${holder.name}`;
  const arns = await notes.read(what, holder.attachedArns, undefined);
  if (!arns) return [anything('identity-policy', what)];
  return readManaged(iam, arns, notes);
}

/** Managed policies by ARN; what may not be read becomes "allows everything". */
export async function readManaged(
  iam: IAMClient,
  arns: readonly string[],
  notes: Notebook,
  kind: 'identity-policy' | 'session-policy' = 'identity-policy',
): Promise<readonly PolicyDocument[]> {
  return Promise.all(
    arns.map((arn) => {
      const source = managedSource(arn);
      return notes.read(source, () => readManagedPolicy(iam, arn, kind), anything(kind, source));
    }),
  );
}

/** A permissions boundary; one that may not be read limits nothing, as far as is known. */
export async function readBoundary(
  iam: IAMClient,
  arn: string | undefined,
  notes: Notebook,
): Promise<{ boundary?: PolicyDocument }> {
  if (arn === undefined) return {};
  const what = `permissions boundary ${arn}`;
  const read = () => readManagedPolicy(iam, arn, 'permissions-boundary');
  const boundary = await notes.read(what, read, undefined);
  return boundary ? { boundary } : {};
}
