import type { StackFacts } from '../account/index.ts';
import { upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { readersOfBucket } from '../read-paths/copy-readers.ts';
import type { DataCopy, Subject } from '../report/access-model.ts';
import type { Definition, MapBucket } from '../step-functions/definition.ts';
import { readable } from '../unknown-text.ts';
import { stackDefinition } from './stack-definition.ts';

/**
 * Returns the places outside Step Functions that have a copy of the data, as far as the services and the
 * definition show them. If the definition cannot be read, the result has an entry about that.
 * @param found the definition, or why it is unknown.
 */
export function stackCopies(
  facts: StackFacts,
  found: Definition | string,
  subjects: readonly Subject[],
): readonly DataCopy[] {
  const listed = (facts.copies ?? []).map((copy): DataCopy => {
    const { arn } = copy;
    if (arn === undefined || bucketIn(arn) === undefined) {
      return { ...copy, readers: 'not looked into: readers of the destination' };
    }
    return { ...copy, ...readersIn(facts, arn, subjects) };
  });
  if (typeof found === 'string') {
    const what = `buckets that the definition of ${facts.stateMachine.name} names`;
    return [...listed, { what, readers: `not looked into: ${found}` }];
  }
  const buckets = found.buckets.map((bucket) => bucketCopy(facts, bucket, subjects));
  return [...buckets, ...listed, ...tablesElsewhere(facts, found)];
}

/** Tables of the workflow that were not read: those of another stack or account. */
function tablesElsewhere(
  { tables, stacks, functions = [] }: StackFacts,
  { targets, texts }: Definition,
): readonly DataCopy[] {
  const read = new Set(
    tables.flatMap(({ table }) => [upperBound(table).arn, upperBound(table).name]),
  );
  const named = targets.flatMap(({ parameter, value }) =>
    parameter === 'TableName' && value !== undefined && !read.has(value) ? [value] : [],
  );
  const found = [...new Set(named)].map((table) => ({
    what: `table ${readable(table)} that the definition names`,
    readers:
      'not looked into: the table does not exist in the stack or in the account and Region of the state machine',
  }));
  const called = functions.filter(({ arn, name }) =>
    texts.some((text) => text.includes(arn) || text === name),
  );
  if (stacks.length > 0 || called.length === 0) return found;
  const list = called.map(({ name }) => name).join(', ');
  const readers = 'not looked into: name the stack of the functions with --stack-name';
  return [...found, { what: `tables that functions of the workflow use (${list})`, readers }];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
function bucketCopy(
  facts: StackFacts,
  { state, use, bucket }: MapBucket,
  subjects: readonly Subject[],
): DataCopy {
  if (bucket === undefined) {
    const what = `bucket of the ${use} of state ${state}`;
    return { what, readers: 'not looked into: the input of an execution names the bucket' };
  }
  const what = `bucket ${bucket} of the ${use} of state ${state}`;
  const arn = `arn:${facts.owner.partition}:s3:::${bucket}`;
  return { what, arn, ...readersIn(facts, arn, subjects) };
}

function readersIn(
  { owner, bucketPolicies }: StackFacts,
  arn: string,
  subjects: readonly Subject[],
): Pick<DataCopy, 'readers' | 'unknownReaders'> {
  const policy = bucketPolicies?.get(bucketIn(arn) ?? '');
  const bucket = { arn, account: owner.account, ...(policy ? { policy } : {}) };
  return readersOfBucket(bucket, subjects);
}

/** Returns the name of the bucket that an ARN names; undefined for an ARN of another service. */
function bucketIn(arn: string): string | undefined {
  const { service, resource } = parseArn(arn);
  return service === 's3' ? resource : undefined;
}

/** Returns the names of the buckets that hold copies of the data. */
export function bucketsNamed(facts: StackFacts): readonly string[] {
  const found = stackDefinition(facts);
  const ofMaps = typeof found === 'string' ? [] : found.buckets.map(({ bucket }) => bucket);
  const listed = (facts.copies ?? []).map(({ arn }) => (arn === undefined ? arn : bucketIn(arn)));
  return [...new Set([...ofMaps, ...listed])].filter((name) => name !== undefined);
}
