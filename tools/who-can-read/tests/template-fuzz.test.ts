import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editedText } from 'test-fixtures/fuzz/edited-text';
import { fuzz, TIMEOUT } from 'test-fixtures/fuzz/fuzz';
import { resolveTemplate, TemplateError } from '../template/index.ts';

const TEMPLATES = [
  'template.yaml',
  'stacks/security-account/template.yaml',
  'stacks/security-account/organization.yaml',
  'stacks/encrypted-activity/template.yaml',
  'stacks/express/template.yaml',
  'stacks/lab-identities/template.yaml',
].map((name) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));

/** A small template with every intrinsic function, so that most edits break something. */
const SMALL = `
Parameters:
  Name: { Type: String, Default: one, AllowedPattern: '[a-z]+', AllowedValues: [one, two] }
  Days: { Type: Number, Default: 7, MinValue: 1, MaxValue: 30 }
  Zones: { Type: CommaDelimitedList, Default: 'a, b' }
Mappings:
  Map: { a: { b: c } }
Conditions:
  IsOne: !And [!Equals [!Ref Name, one], !Not [!Equals [!Ref Days, 8]]]
  Either: !Or [!Condition IsOne, !Equals [a, b]]
Rules:
  Ok: { RuleCondition: !Equals [a, a], Assertions: [{ Assert: !Equals [!Ref Name, one] }] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: Either
    Properties: { RoleName: !Sub 'r-\${Name}', Path: /x/ }
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: &policy
        Statement:
          - Principal: { AWS: !GetAtt Role.Arn }
            Resource: !Join [':', [!Select [0, !Ref Zones], !FindInMap [Map, a, b]]]
          - !If [IsOne, !Ref AWS::NoValue, { Effect: Deny }]
  Other: { Type: AWS::KMS::Key, Properties: { KeyPolicy: *policy } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Select [1, !Split ['-', a-b]] } }
`;

const TOKENS = [
  ...[
    '!Ref ',
    '!GetAtt ',
    '!Sub ',
    '!If ',
    '!Not ',
    '!Select ',
    '!Split ',
    '!FindInMap ',
    '!Nope ',
  ],
  ...[
    'Fn::Sub',
    'Fn::Transform',
    'Ref',
    'Condition',
    'AWS::NoValue',
    'AWS::Region',
    `\${}`,
    `\${.}`,
  ],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'Type', 'Properties', 'Default'],
  ...['Role', 'Key', 'Name', 'IsOne', 'Resources', 'AllowedPattern', 'Connectors', 'DependsOn'],
  ...['&a ', '*a', '*policy', '<<: *policy', '<<: ', '---\n', '? ', '- ', ': ', '{', '}', '[', ']'],
  ...[
    "'",
    '"',
    '|',
    '>',
    '#',
    '%YAML 1.1\n',
    '!!binary ',
    '!!set ',
    '!!float ',
    '.nan',
    '.inf',
    '~',
  ],
  ...[
    '0x10',
    '1e999',
    '-1',
    '012',
    'yes',
    '2026-11-24',
    '(',
    '[a-',
    '\t',
    '\u0000',
    '\ufeff',
    '\r',
  ],
];
const PLACE = {
  partition: 'aws',
  region: 'us-east-1',
  account: '111122223333',
  stackName: 'trade',
};

/**
 * Returns the result, or undefined for a template that is rejected correctly: with a named error
 * and a path.
 */
function orDenied<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    expect(error).toMatchObject({ path: expect.any(String) });
    return undefined;
  }
}

/** Resolves every value of a template. @returns the number of resources. */
function workOut(text: string): number {
  const template = orDenied(() => resolveTemplate(text, PLACE));
  let count = 0;
  for (const logicalId of template?.types.keys() ?? []) {
    const resource = orDenied(() => template?.resource(logicalId));
    if (resource === undefined) continue;
    count += 1;
    orDenied(() => resource.ref());
    for (const name of ['Arn', 'constructor']) orDenied(() => resource.attribute(name));
  }
  return count;
}

const text = fc.oneof(
  { weight: 3, arbitrary: editedText([SMALL], TOKENS) },
  { weight: 1, arbitrary: editedText(TEMPLATES, TOKENS) },
);

describe('for any template', () => {
  it(
    'the resolver resolves the template, or rejects it with a named error and a path',
    () => fuzz(text, (one) => void workOut(one), [20261124, 1, 2]),
    TIMEOUT,
  );

  it('gives each result often enough for a useful test', () => {
    const counts = fc.sample(text, { numRuns: 150, seed: 7 }).map(workOut);

    expect(workOut(SMALL)).toBe(4);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(10);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(10);
  });
});
