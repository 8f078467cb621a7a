import type { UnknownValue } from '../report/access-model.ts';
import type { TemplateResources } from '../template/index.ts';
import { isObject, type Json, type JsonObject } from '../template/json-value.ts';
import { hasHoles, hole } from '../unknown-text.ts';
import { treatmentOf } from './resource-types.ts';

/** Services whose actions can change the readers. A statement about other services cannot. */
const SERVICES = /^(\*|kms|states|iam|sts|logs|dynamodb|lambda|sso|cloudformation)(:|$)/i;

/**
 * Returns the unknown values on which an answer can depend: values in supported resources, without
 * statements about services that cannot change the answer, and values that the model requested.
 */
export function unknownValuesIn(template: TemplateResources): readonly UnknownValue[] {
  const used = template
    .resources()
    .filter(({ type }) => treatmentOf(type).treatment === 'understood')
    .flatMap(({ properties, mayExist, type }) => [
      ...textsIn(relevant(type, properties)),
      ...mayExist.map((one) => hole(one)),
    ]);
  const causes = [
    ...[...new Set(used)].flatMap((text) => template.causesIn(text)),
    ...template.asked(),
  ];
  return [...new Map(causes.map((one) => [one.name, one])).values()];
}

/** Texts with holes, and conditions that are unknown. */
function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return hasHoles(json) ? [json] : [];
  if (Array.isArray(json)) return json.flatMap((one: Json) => textsIn(one));
  if (!isObject(json) || isHarmless(json)) return [];
  return Object.entries(json).flatMap(([name, one]) => {
    const condition = name === 'Fn::If' && Array.isArray(one) ? [hole(`condition ${one[0]}`)] : [];
    return [...condition, ...textsIn(name), ...textsIn(one)];
  });
}

/** Returns whether all actions of a statement belong to services that cannot change the answer. */
function isHarmless({ Action: action, Effect: effect }: Readonly<Record<string, Json>>): boolean {
  if (action === undefined || effect === undefined) return false;
  const actions: readonly Json[] = Array.isArray(action) ? action : [action];
  return actions.every((one) => typeof one === 'string' && !hasHoles(one) && !SERVICES.test(one));
}

/** Only the role of a function counts, and everything of a state machine except its definition. */
function relevant(type: string, properties: JsonObject): Json {
  if (type === 'AWS::S3::BucketPolicy') return null;
  if (type === 'AWS::Lambda::Function') return properties['Role'] ?? null;
  if (type !== 'AWS::StepFunctions::StateMachine') return properties;
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !name.startsWith('Definition')),
  );
}
