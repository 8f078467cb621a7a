import type { StackFacts } from '../account/index.ts';
import { upperBound } from '../account/partial-knowledge.ts';
import { AccessError } from '../errors.ts';
import {
  type Definition,
  definitionOf,
  type MapBucket,
} from '../from-template/state-machine-definition.ts';
import type { DataCopy, Subject } from '../report/access-model.ts';
import { decideSome } from '../report/some-resource.ts';
import type { ResolvedResource } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { deployedProperties } from './stack-resource.ts';

const DEFINITION = ['Definition', 'DefinitionString', 'DefinitionS3Location'] as const;
const SHOWN = 10;

/**
 * Returns the places outside Step Functions that hold a copy of the data, as far as the services and
 * the definition in the stack's template show them. Where the definition cannot be read, that is an
 * entry of its own.
 */
export function stackCopies(facts: StackFacts, subjects: readonly Subject[]): readonly DataCopy[] {
  const listed = (facts.copies ?? []).map(
    (copy): DataCopy => ({ ...copy, readers: 'not looked into: readers of the destination' }),
  );
  const found = definitionIn(facts);
  if (typeof found === 'string') {
    const what = `buckets that the definition of ${facts.machine.name} names`;
    return [...listed, { what, readers: `not looked into: ${found}` }];
  }
  const buckets = found.buckets.map((bucket) => bucketCopy(facts, bucket, subjects));
  return [...buckets, ...listed];
}

/** The definition of the state machine, or why it is unknown. */
function definitionIn(facts: StackFacts): Definition | string {
  if (facts.stacks.length === 0) {
    return 'Step Functions shows the definition to those who can decrypt it; a stack has it in its template (--stack-name)';
  }
  let resource: ResolvedResource | undefined;
  try {
    resource = deployedProperties(facts, ...DEFINITION, 'DefinitionSubstitutions');
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return `the template of the stack cannot be resolved (${error.message})`;
  }
  if (!resource) return 'the template of the stack does not show the definition';
  const found = definitionOf(resource, {}, new Set());
  if (found) return found;
  const { DefinitionS3Location: location } = resource.properties;
  return location === undefined
    ? 'a part of the definition is unknown before deployment'
    : `the definition is in ${textOf(location)}, where the template only points to it`;
}

/** A text, or bucket and key. */
function textOf(location: Json): string {
  if (!isObject(location)) return String(location);
  return `bucket ${String(location['Bucket'])}, key ${String(location['Key'])}`;
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
