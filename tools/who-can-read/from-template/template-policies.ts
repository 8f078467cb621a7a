import { allowAll } from '../account/allow-all.ts';
import { knowledge, type PartialKnowledge, type Unread } from '../account/partial-knowledge.ts';
import { InvalidPolicyError } from '../errors.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument, Statement } from '../policy/policy-document.ts';
import { alternativesOf } from '../template/either.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { hasHoles, hole, isUnknown, readable } from '../unknown-text.ts';
import { type StatementVariant, statementVariants } from './statement-variants.ts';

type Kind = Parameters<typeof allowAll>[0];

/** A policy of a template, and its position. */
export interface TemplatePolicy {
  readonly json: Json | undefined;
  readonly kind: Kind;
  /** Its name in verdicts. */
  readonly source: string;
  /** Unknown conditions on which the whole policy depends. */
  readonly mayExist?: readonly string[];
}

/**
 * Returns a policy of a template. A statement that depends on an unknown condition might exist. For a
 * policy that is completely unknown, each answer is unknown.
 * Properties of type Json also accept JSON as text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 * @throws InvalidPolicyError for a policy that AWS would reject.
 */
export function policyOf(policy: TemplatePolicy): PolicyDocument {
  const { json, kind, source, mayExist = [] } = policy;
  const parts = alternativesOf(json ?? null, mayExist).map((one) =>
    documentOf({ json: one.value, kind, source, mayExist: one.mayExist }),
  );
  const [first] = parts;
  // A removed policy has no effect.
  if (!first) return { kind, source, version: '2012-10-17', statements: [] };
  return parts.length === 1
    ? first
    : { ...first, statements: parts.flatMap((one) => one.statements) };
}

function documentOf({ json, kind, source, mayExist = [] }: TemplatePolicy): PolicyDocument {
  const found = typeof json === 'string' ? fromText(json, source) : json;
  if (!isObject(found)) return thatMayExist(parsePolicy(found ?? null, kind, source), mayExist);
  const variants = statementsOf(found['Statement']);
  const statement = variants.length === 0 ? found['Statement'] : variants.map((one) => one.json);
  const parsed = parsePolicy({ ...found, Statement: statement }, kind, source);
  const statements = parsed.statements.map((one): Statement => {
    const { mayExist: own = [], index = one.index, sid } = variants[one.index] ?? {};
    const all = [...(one.mayExist ?? []), ...own];
    return {
      ...one,
      index,
      ...(sid === undefined ? {} : { sid }),
      ...(all.length > 0 ? { mayExist: all } : {}),
    };
  });
  return thatMayExist({ ...parsed, statements }, mayExist);
}

/** Returns a policy that exists only under unknown conditions: each of its statements might apply. */
export function thatMayExist(policy: PolicyDocument, mayExist: readonly string[]): PolicyDocument {
  if (mayExist.length === 0) return policy;
  const statements = policy.statements.map((one) => ({
    ...one,
    mayExist: [...(one.mayExist ?? []), ...mayExist],
  }));
  return { ...policy, statements };
}

function statementsOf(json: Json | undefined): readonly StatementVariant[] {
  return alternativesOf(json ?? null).flatMap(({ value, mayExist }) => {
    const list: readonly Json[] = Array.isArray(value) ? value : [value];
    return list.flatMap((one, index) =>
      alternativesOf(one, mayExist).flatMap((item) =>
        statementVariants(item.value, item.mayExist, index),
      ),
    );
  });
}

/** A text is JSON, or is completely unknown if a hole is part of its structure. */
function fromText(text: string, source: string): Json {
  if (isUnknown(text)) return text;
  try {
    // Holes inside JSON strings are text.
    const found: Json = JSON.parse(text);
    return found;
  } catch (cause) {
    if (hasHoles(text)) return hole(readable(text).slice(0, 40));
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidPolicyError(
      source,
      '$',
      `must be an object, or text that is JSON: ${problem}`,
    );
  }
}

/** Returns an unknown policy, which can allow everything. */
export function unknownDocument(
  kind: Kind,
  source: string,
  why: string,
): PartialKnowledge<PolicyDocument> {
  const unread: Unread = { what: source, why, code: 'NotInTemplate' };
  return knowledge(allowAll(kind, source), [unread]);
}
