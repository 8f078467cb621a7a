import { describe, expect, it } from '@jest/globals';
import type { StackFacts, StackResource } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { parsePolicy } from '../../index.ts';

const ACCOUNT = '123456789012';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:orders`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/`;
const TYPE = 'AWS::StepFunctions::StateMachine';

/** A role with a policy that allows objects of one bucket. */
function reader(name: string, bucket: string) {
  const Statement = [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` },
  ];
  const policy = parsePolicy({ Version: '2012-10-17', Statement }, 'identity-policy', name);
  const arn = `${ROLE}${name}`;
  return {
    ...{ arn, managedPolicyArns: [], groupArns: [] },
    caller: knowledge({ principal: { kind: 'role', arn } as const, identityPolicies: [policy] }),
  };
}

const resources: readonly StackResource[] = [
  { logicalId: 'Orders', type: TYPE, physicalId: MACHINE },
  { logicalId: 'Results', type: 'AWS::S3::Bucket', physicalId: 'shop-results-1x2y' },
];

function factsOf(properties: object | undefined, copies: StackFacts['copies'] = []): StackFacts {
  const template = JSON.stringify({
    Resources: {
      Orders: { Type: TYPE, Properties: properties },
      Results: { Type: 'AWS::S3::Bucket' },
    },
  });
  return {
    owner: { partition: 'aws', account: ACCOUNT },
    region: 'us-east-1',
    stacks: properties ? [{ name: 'shop', prefix: '', parameters: {}, resources, template }] : [],
    stateMachine: {
      ...{ arn: MACHINE, name: 'orders', type: 'STANDARD', roleArn: `${ROLE}orders` },
      logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
    },
    account: {
      identities: [reader('Analyst', 'shop-results-1x2y'), reader('Other', 'another')],
      groups: [],
    },
    ...{ activities: [], logGroups: [], tables: [], unread: [], copies },
  };
}

const copiesOf = (...given: Parameters<typeof factsOf>) =>
  accessModelOfStack(factsOf(...given)).copies;

const definition = (bucket: string): string =>
  JSON.stringify({
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          Parameters: { Bucket: bucket },
        },
        End: true,
      },
    },
  });
const named = {
  what: 'bucket shop-results-1x2y of the ResultWriter of state Each',
  arn: 'arn:aws:s3:::shop-results-1x2y',
  readers: expect.stringContaining(
    'by their own policies: role/Analyst, root user; the policy of the bucket',
  ),
};

describe('the buckets of a Distributed Map in a deployed stack', () => {
  it.each([
    ['Fn::Sub', { DefinitionString: { 'Fn::Sub': definition('${Results}') } }],
    [
      'Fn::Join',
      {
        DefinitionString: { 'Fn::Join': ['', around(definition('HERE'), { Ref: 'Results' })] },
      },
    ],
    [
      'substitutions',
      {
        DefinitionString: definition('${bucket}'),
        DefinitionSubstitutions: { bucket: { Ref: 'Results' } },
      },
    ],
    ['an object', { Definition: JSON.parse(definition('shop-results-1x2y')) }],
  ])('have their deployed names and their readers for a definition by %s', (_, properties) => {
    expect(copiesOf(properties)).toEqual([named]);
  });

  it('are unknown if the input of the workflow names them', () => {
    expect(copiesOf({ DefinitionString: definition('{% $states.input.bucket %}') })).toEqual([
      {
        what: 'bucket of the ResultWriter of state Each',
        readers: expect.stringContaining('not looked into: the input'),
      },
    ]);
  });

  it.each([
    ['no stack', undefined, 'the template of a stack contains it (--stack-name)'],
    [
      'a definition in a bucket',
      { DefinitionS3Location: { Bucket: 'sam', Key: 'abc' } },
      'the definition is in bucket sam, key abc',
    ],
    ['no definition', {}, 'does not show the definition'],
    [
      'a definition that is unknown',
      { DefinitionString: { Ref: 'Missing' } },
      'cannot be resolved',
    ],
  ])('are not examined, and the report says why: %s', (_, properties, text) => {
    expect(copiesOf(properties)).toEqual([
      {
        what: 'buckets that the definition of orders names',
        readers: expect.stringContaining(text),
      },
    ]);
  });

  it('are listed together with the copies that the services show', () => {
    const what = 'exports of table trades in bucket exported';

    expect(copiesOf({ Definition: { States: {} } }, [{ what }])).toEqual([
      { what, readers: 'not looked into: readers of the destination' },
    ]);
  });
});

/** Returns the text with a value in place of HERE. */
function around(text: string, value: object): readonly unknown[] {
  const [before, after] = text.split('HERE');
  return [before, value, after];
}
