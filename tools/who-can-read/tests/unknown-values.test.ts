/**
 * An unknown value can only make answers unknown. It never changes "unknown" or "yes" to "no", or
 * "no" to "yes", and it never removes a row.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accessModelOfTemplate } from '../from-template/model-of-template.ts';
import { evaluateReadPath, type ReadPath, readPathNames } from '../read-paths/read-paths.ts';
import { resolveParsed, resolveTemplate } from '../template/index.ts';
import { isObject, type Json, type JsonObject } from '../template/json-value.ts';
import { place } from './proof/access-models.ts';

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const document = (...Statement: Json[]): JsonObject => ({ Version: '2012-10-17', Statement });
const trust = (Service: string) =>
  document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const role = (Service: string, ...statements: Json[]): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(Service),
    Policies: [{ PolicyName: 'p', PolicyDocument: document(...statements) }],
  },
});
const look = { Effect: 'Allow', Action: ['states:DescribeExecution'], Resource: '*' };

/** A small template with each kind of statement that can change an answer. */
const template: JsonObject = {
  Resources: {
    Execution: role('states.amazonaws.com', { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    Reader: role('ec2.amazonaws.com', look, {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KEY,
    }),
    Other: role('ec2.amazonaws.com', look, {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt' },
      Resource: 'arn:aws:kms:us-east-1:123456789012:key/other',
    }),
    Denied: role(
      'ec2.amazonaws.com',
      look,
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        ...{ Effect: 'Deny', Action: 'kms:Decrypt', NotResource: 'arn:aws:s3:::x' },
      },
    ),
    Conditional: role('ec2.amazonaws.com', look, {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'ops' } },
    }),
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Tags: [{ Key: 'team', Value: 'ops' }],
        KeyPolicy: document(
          {
            ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
          },
          {
            ...{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: '*' },
            Principal: { AWS: { 'Fn::GetAtt': ['Execution', 'Arn'] } },
          },
        ),
      },
    },
    StateMachine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'orders',
        RoleArn: { 'Fn::GetAtt': ['Execution', 'Arn'] },
        DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: KEY },
      },
    },
  },
};

type Path = readonly (string | number)[];

/** Returns the paths of all values in the properties of resources. A function is one value. */
function pathsIn(json: Json, path: Path): readonly Path[] {
  const own = path.length > 3 ? [path] : [];
  if (Array.isArray(json))
    return [...own, ...json.flatMap((one: Json, at) => pathsIn(one, [...path, at]))];
  if (!isObject(json)) return own;
  const [first = ''] = Object.keys(json);
  if (first.startsWith('Fn::') || first === 'Ref') return own;
  return [...own, ...Object.entries(json).flatMap(([name, one]) => pathsIn(one, [...path, name]))];
}

const paths = pathsIn(template, []).filter((path) => !path.includes('Version'));

function replaced(json: Json, path: Path, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((one: Json, at) => (at === step ? replaced(one, rest, value) : one));
  }
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, one]) => [
      name,
      name === step ? replaced(one, rest, value) : one,
    ]),
  );
}

const withParameter = (json: Json): JsonObject => ({
  ...(isObject(json) ? json : {}),
  Parameters: { Unknown: { Type: 'String' } },
});

/** Returns the answers by row. A row of the template has its logical id. */
function answers(json: JsonObject): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const model = accessModelOfTemplate(resolveParsed(json, place));
  return new Map(
    model.subjects.map((subject) => [
      subject.logicalId ?? subject.id,
      Object.fromEntries(
        readPathNames.map((name: ReadPath) => [
          name,
          evaluateReadPath(name, model, subject).answer,
        ]),
      ),
    ]),
  );
}

/** Returns the wrong answers, compared with those of the template with known values. */
function problems(
  before: ReturnType<typeof answers>,
  after: ReturnType<typeof answers>,
): readonly string[] {
  return [...before].flatMap(([row, known]) => {
    const found = after.get(row);
    if (!found) return [`${row} has no row`];
    return Object.entries(known).flatMap(([name, answer]) => {
      const now = found[name] ?? 'no';
      return now === answer || now === 'unknown'
        ? []
        : [`${row} ${name}: ${answer} becomes ${now}`];
    });
  });
}

describe('a value that becomes unknown', () => {
  const known = answers(template);

  it.each([
    ['a parameter without a value', (_: Json): Json => ({ Ref: 'Unknown' })],
    [
      'Fn::If on an unknown condition',
      (value: Json): Json => ({ 'Fn::If': ['Open', value, { Ref: 'Unknown' }] }),
    ],
  ])('makes answers unknown, and does not change other answers (%s)', (_, unknown) => {
    const Conditions = { Open: { 'Fn::Equals': [{ Ref: 'Unknown' }, 'a'] } };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(paths.length - 1), { minLength: 1, maxLength: 3 }),
        (picked) => {
          const json = picked.reduce<Json>((all, at) => {
            const path = paths[at] ?? [];
            return replaced(all, path, unknown(valueAt(template, path)));
          }, template);
          expect(problems(known, answers({ ...withParameter(json), Conditions }))).toEqual([]);
        },
      ),
      { numRuns: 120, seed: 20261128 },
    );
  });

  it('is compared for answers of each type', () => {
    expect(known.get('Reader')).toMatchObject({ workflow: 'yes', decrypt: 'yes' });
    expect(known.get('Other')).toMatchObject({ workflow: 'no', decrypt: 'no' });
    expect(problems(known, answers(withParameter(template)))).toEqual([]);
    const closed = replaced(template, ['Resources', 'Reader', 'Properties', 'Policies'], []);
    expect(problems(known, answers(withParameter(closed)))).not.toEqual([]);
  });
});

function valueAt(json: Json, path: Path): Json {
  return path.reduce<Json>((at, step) => {
    const found = Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[String(step)] : null;
    return found ?? null;
  }, json);
}

describe('a template with 500 resources', () => {
  it('has a row for each role', () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`Role${at}`, role('ec2.amazonaws.com', look)]),
    );
    const text = JSON.stringify({ Resources: { ...Object(template['Resources']), ...many } });
    const model = accessModelOfTemplate(resolveTemplate(text, place));

    expect(model.subjects.length).toBeGreaterThan(500);
  });
});
