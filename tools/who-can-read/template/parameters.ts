import { hasHoles } from '../unknown-text.ts';
import { type Json, type JsonObject, listAt, objectAt, textAt } from './json-value.ts';
import { collectErrors, runAll, TemplateError } from './template-error.ts';
import type { UnknownValues } from './unknown-values.ts';

/** How the value of a parameter is written: `text`, `number`, or a list of either with commas. */
type Kind = 'text' | 'number' | 'texts' | 'numbers';

const plainTypes: Readonly<Record<string, Kind>> = {
  String: 'text',
  Number: 'number',
  CommaDelimitedList: 'texts',
  'List<Number>': 'numbers',
  'List<String>': 'texts',
};

/** Types of one value that AWS checks against the account; here they are texts. */
const awsTypes: readonly string[] = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
  'AWS::SSM::Parameter::Name',
];

/** Names a parameter of Systems Manager, whose value CloudFormation looks up. */
const SSM = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST = /^List<(.+)>$/;

/**
 * Returns the values of all parameters of a template: the given value or the default, with the checks of
 * CloudFormation. A parameter without either is unknown. For a type that AWS looks up, a given value is
 * the result of the look-up.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 * @throws TemplateError naming the parameter, with its ConstraintDescription.
 */
export function parameterValues(
  declared: JsonObject,
  given: Readonly<Record<string, string>>,
  unknown: UnknownValues,
): ReadonlyMap<string, Json> {
  const names = new Set([...Object.keys(given), ...Object.keys(declared)]);
  return new Map(
    collectErrors(names, (name) => {
      if (!Object.hasOwn(declared, name)) {
        const known = Object.keys(declared).join(', ') || 'none';
        const problem = `the template has no such parameter: ${known}`;
        const advice = 'remove the value or correct its name';
        throw new TemplateError(`Parameters.${name}`, problem, { advice });
      }
      const rule = objectAt(declared[name], `Parameters.${name}`);
      const text = Object.hasOwn(given, name) ? given[name] : undefined;
      return [[name, parameterValue(name, rule, text, unknown)] as const];
    }),
  );
}

function parameterValue(
  name: string,
  rule: JsonObject,
  given: string | undefined,
  unknown: UnknownValues,
): Json {
  const path = `Parameters.${name}`;
  const type = textAt(rule['Type'], `${path}.Type`);
  const kind = kindOf(type, path);
  checkConstraints(rule, path);
  const inSsm = SSM.test(type);
  const { Default: standard } = rule;
  const text = given ?? (standard === undefined ? undefined : textAt(standard, `${path}.Default`));
  if (text === undefined) {
    return unknown.value(name, `parameter ${name} has no value`, `--parameter ${name}=VALUE`);
  }
  if (inSsm && given === undefined) {
    const found = unknown.value(`ssm:${text}`, `parameter ${text} of Systems Manager`);
    return typeof found === 'string' && kind === 'texts' && !hasHoles(found)
      ? itemsOf(found)
      : found;
  }
  // Only a nested stack gets a value that is unknown in part.
  if (hasHoles(text)) return text;
  // The name of a Systems Manager parameter is checked, and its value is not.
  return inSsm ? (kind === 'texts' ? itemsOf(text) : text) : checked(text, kind, rule, path);
}

/** @throws TemplateError for a type that CloudFormation does not have. */
function kindOf(type: string, path: string): Kind {
  const inner = SSM.exec(type)?.[1] ?? type;
  const plain = Object.hasOwn(plainTypes, inner) ? plainTypes[inner] : undefined;
  if (plain) return plain;
  const [, item] = LIST.exec(inner) ?? [];
  if (awsTypes.includes(item ?? inner)) return item === undefined ? 'text' : 'texts';
  throw new TemplateError(`${path}.Type`, `there is no parameter type ${type}`, {
    advice:
      'use String, Number, CommaDelimitedList, List<Number>, or a type that CloudFormation supplies',
  });
}

const itemsOf = (text: string): readonly string[] => text.split(',').map((item) => item.trim());

const limits = ['MinValue', 'MaxValue', 'MinLength', 'MaxLength'] as const;

/**
 * Checks the constraints of a parameter, whether it has a value or not.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
function checkConstraints(rule: JsonObject, path: string): void {
  const { AllowedValues: allowed, AllowedPattern: pattern } = rule;
  runAll([
    () =>
      allowed === undefined ||
      listAt(allowed, `${path}.AllowedValues`).map((one) => textAt(one, `${path}.AllowedValues`)),
    () => pattern === undefined || matches('', pattern, `${path}.AllowedPattern`),
    ...limits.map((name) => () => {
      if (Number.isNaN(limit(rule[name], 0))) {
        throw new TemplateError(`${path}.${name}`, 'must be a number', {
          advice: 'write a number',
        });
      }
    }),
  ]);
}

function checked(text: string, kind: Kind, rule: JsonObject, path: string): Json {
  const isList = kind === 'texts' || kind === 'numbers';
  const values = isList ? itemsOf(text) : [text];
  const problem = values
    .map((value) => problemOf(value, kind, rule, path))
    .find((one) => one !== undefined);
  if (problem === undefined) return isList ? values : text;
  const description = rule['ConstraintDescription'];
  const words = typeof description === 'string' ? description : problem;
  throw new TemplateError(path, `${JSON.stringify(text)}: ${words}`, {
    advice: `give another value, such as --parameter ${path.split('.')[1]}=VALUE`,
  });
}

/** The order in which a value is compared with the constraints of its parameter. */
function problemOf(value: string, kind: Kind, rule: JsonObject, path: string): string | undefined {
  const { AllowedPattern: pattern, AllowedValues: allowed } = rule;
  const numeric = kind === 'number' || kind === 'numbers';
  if (numeric && (value.trim() === '' || !Number.isFinite(Number(value)))) return 'is not a number';
  if (allowed !== undefined && !isAllowed(value, allowed, `${path}.AllowedValues`)) {
    return 'is not among the allowed values';
  }
  if (pattern !== undefined && matches(value, pattern, `${path}.AllowedPattern`) === false) {
    return 'does not match the allowed pattern';
  }
  const size = numeric ? Number(value) : value.length;
  const [least, most] = numeric ? ['MinValue', 'MaxValue'] : ['MinLength', 'MaxLength'];
  return size < limit(rule[least], -Infinity) || size > limit(rule[most], Infinity)
    ? `is not within ${least} and ${most}`
    : undefined;
}

const isAllowed = (value: string, allowed: Json, path: string): boolean =>
  listAt(allowed, path).some((one) => textAt(one, path) === value);

const limit = (json: Json | undefined, otherwise: number): number =>
  json === undefined ? otherwise : Number(json);

/** AllowedPattern must match the whole value. JavaScript does not support all patterns of AWS. */
function matches(value: string, json: Json, path: string): boolean {
  const pattern = textAt(json, path);
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    throw new TemplateError(
      path,
      `${JSON.stringify(pattern)} is not a pattern that JavaScript can read`,
      { advice: 'correct the pattern' },
    );
  }
}
