import type { StackFacts } from '../account/index.ts';
import { upperBound } from '../account/partial-knowledge.ts';
import type { DataCopy, Subject } from '../report/access-model.ts';
import { decideSome } from '../report/some-resource.ts';
import type { Definition, MapBucket } from '../step-functions/definition.ts';
import { readable } from '../unknown-text.ts';

const SHOWN = 10;

/**
 * Returns the places outside Step Functions that hold a copy of the data, as far as the services and
 * the definition show them. Where the definition cannot be read, that is an entry of its own.
 * @param found the definition, or why it is unknown.
 */
export function stackCopies(
  facts: StackFacts,
  found: Definition | string,
  subjects: readonly Subject[],
): readonly DataCopy[] {
  const listed = (facts.copies ?? []).map(
    (copy): DataCopy => ({ ...copy, readers: 'not looked into: readers of the destination' }),
  );
  if (typeof found === 'string') {
    const what = `buckets that the definition of ${facts.machine.name} names`;
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

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function bucketCopy(
  { owner }: StackFacts,
  { state, use, bucket }: MapBucket,
  subjects: readonly Subject[],
): DataCopy {
  if (bucket === undefined) {
    const what = `bucket of the ${use} of state ${state}`;
    return { what, readers: 'not looked into: the input of an execution names the bucket' };
  }
  const arn = `arn:${owner.partition}:s3:::${bucket}`;
  const readers = subjects.filter((one) => canGetObject(one, arn, owner.account));
  const names = readers.slice(0, SHOWN).map(({ name }) => name);
  const more = readers.length > SHOWN ? ` and ${readers.length - SHOWN} more` : '';
  const who = names.length === 0 ? 'no principal of this report' : `${names.join(', ')}${more}`;
  return {
    what: `bucket ${bucket} of the ${use} of state ${state}`,
    arn,
    readers: `by their own policies: ${who}; the policy of the bucket was not looked into`,
  };
}

function canGetObject({ caller }: Subject, arn: string, resourceAccount: string): boolean {
  const request = { caller: upperBound(caller), action: 's3:GetObject', resourceAccount };
  return decideSome(request, [{ begins: `${arn}/`, colons: true }]).outcome !== 'denied';
}
