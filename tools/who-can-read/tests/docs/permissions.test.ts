import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { policyInDocs } from 'test-fixtures/policy-in-docs';
import { parsePolicy } from '../../index.ts';

/** The client of a service, and the prefix of its actions in policies. */
const prefixes: Readonly<Record<string, string>> = {
  '@aws-sdk/client-cloudformation': 'cloudformation',
  '@aws-sdk/client-cloudwatch-logs': 'logs',
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-iam': 'iam',
  '@aws-sdk/client-kms': 'kms',
  '@aws-sdk/client-lambda': 'lambda',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sts': 'sts',
};
const IMPORT = /import (?:type )?\{([^}]*)\} from '([^']+)'/g;

/** Returns the names of all actions that a file and its imports call. */
function actionsOf(file: URL, seen = new Set<string>()): readonly string[] {
  if (seen.has(file.href)) return [];
  seen.add(file.href);
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(IMPORT)].flatMap(([, names = '', from = '']) => {
    if (from.startsWith('.')) return actionsOf(new URL(from, file), seen);
    const calls = names.match(/\b\w+Command\b|\bpaginate\w+\b/g) ?? [];
    return calls.map((call) => `${prefixes[from]}:${call.replace(/^paginate|Command$/g, '')}`);
  });
}

const called = ['read-stack', 'read-buckets'].flatMap((name) =>
  actionsOf(new URL(`../../account/${name}.ts`, import.meta.url)),
);

describe('the permissions in docs/who-can-read.md', () => {
  const listed = policyInDocs().Statement.flatMap(({ Action }) => Action);

  it('are exactly the permissions for the calls of the command', () => {
    // GetCallerIdentity does not need a permission.
    const needed = called.filter((action) => action !== 'sts:GetCallerIdentity');

    expect([...new Set(needed)].sort()).toEqual([...listed].sort());
  });

  it('do not allow the caller to read data', () => {
    const reading = /Decrypt|GetItem|Query|Scan|GetLogEvents|FilterLogEvents|GetExecutionHistory/;

    expect(listed.filter((action) => reading.test(action))).toEqual([]);
  });

  it('are a valid policy', () => {
    expect(() => parsePolicy(policyInDocs(), 'identity-policy', 'docs')).not.toThrow();
  });
});
