import { type Json, type JsonObject, listAt, objectAt, textAt } from './json-value.ts';
import { TemplateError } from './template-error.ts';

export type ParameterValue = string | readonly string[];

const types: Readonly<Record<string, 'text' | 'number' | 'texts' | 'numbers'>> = {
  String: 'text',
  Number: 'number',
  CommaDelimitedList: 'texts',
  'List<Number>': 'numbers',
};

/**
 * Values of all parameters of a template: what is given, or else the default, checked as
 * CloudFormation checks it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 * @throws TemplateError naming the parameter, with its ConstraintDescription.
 */
export function parameterValues(
  declared: JsonObject,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, ParameterValue> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) {
      const names = Object.keys(declared).join(', ') || 'none';
      throw new TemplateError(`Parameters.${name}`, `the template has no such parameter: ${names}`);
    }
  }
  return new Map(
    Object.entries(declared).map(([name, json]) => {
      const path = `Parameters.${name}`;
      const rule = objectAt(json, path);
      const text = (Object.hasOwn(given, name) ? given[name] : undefined) ?? defaultOf(rule, path);
      return [name, checked(text, rule, path)] as const;
    }),
  );
}

function defaultOf({ Default: value }: JsonObject, path: string): string {
  if (value !== undefined) return textAt(value, `${path}.Default`);
  throw new TemplateError(path, 'needs a value', { advice: 'pass --parameter NAME=VALUE' });
}

function checked(text: string, rule: JsonObject, path: string): ParameterValue {
  const type = textAt(rule['Type'], `${path}.Type`);
  // AWS::EC2::..., AWS::SSM::Parameter::Value<...>: AWS looks these up in an account.
  const kind = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!kind) throw new TemplateError(path, `type ${type} cannot be resolved without an account`);
  const isList = kind === 'texts' || kind === 'numbers';
  const values = isList ? text.split(',').map((item) => item.trim()) : [text];
  const problem = values
    .map((value) => problemOf(value, kind, rule, path))
    .find((one) => one !== undefined);
  if (problem === undefined) return isList ? values : text;
  const description = rule['ConstraintDescription'];
  const words = typeof description === 'string' ? description : problem;
  throw new TemplateError(path, `${JSON.stringify(text)}: ${words}`);
}

/** The order in which a value is held against the constraints of its parameter. */
function problemOf(
  value: string,
  kind: 'text' | 'number' | 'texts' | 'numbers',
  rule: JsonObject,
  path: string,
): string | undefined {
  const { AllowedPattern: pattern, AllowedValues: allowed } = rule;
  const numeric = kind === 'number' || kind === 'numbers';
  if (numeric && (value.trim() === '' || !Number.isFinite(Number(value)))) return 'is no number';
  if (allowed !== undefined && !isAmong(value, allowed, `${path}.AllowedValues`)) {
    return 'is not among the allowed values';
  }
  if (pattern !== undefined && !wholly(pattern, `${path}.AllowedPattern`).test(value)) {
    return 'does not match the allowed pattern';
  }
  const size = numeric ? Number(value) : value.length;
  const [least, most] = numeric ? ['MinValue', 'MaxValue'] : ['MinLength', 'MaxLength'];
  return size < limit(rule[least], -Infinity) || size > limit(rule[most], Infinity)
    ? `is not within ${least} and ${most}`
    : undefined;
}

const isAmong = (value: string, allowed: Json, path: string): boolean =>
  listAt(allowed, path).some((one) => textAt(one, path) === value);

const limit = (json: Json | undefined, otherwise: number): number =>
  json === undefined ? otherwise : Number(json);

/** AllowedPattern must match the value as a whole. AWS reads some patterns that JavaScript does not. */
function wholly(json: Json, path: string): RegExp {
  const pattern = textAt(json, path);
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    throw new TemplateError(path, `${JSON.stringify(pattern)} is no pattern that can be read here`);
  }
}
