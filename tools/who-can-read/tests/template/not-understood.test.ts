import { describe, expect, it } from '@jest/globals';
import { accessModelOfTemplate } from '../../from-template/model-of-template.ts';
import { resolveTemplate } from '../../template/index.ts';
import { isObject } from '../../template/json-value.ts';
import { parseTemplate } from '../../template/parse-template.ts';
import { place, templateText } from '../proof/access-models.ts';

/** The template with one more resource. */
function withResource(json: object): () => unknown {
  const template = parseTemplate(templateText);
  const resources = template['Resources'];
  const all = { ...template, Resources: { ...(isObject(resources) ? resources : {}), More: json } };
  return () => accessModelOfTemplate(resolveTemplate(JSON.stringify(all), place));
}

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
};

describe('a template with something that bears on the answer and is not understood', () => {
  it.each([
    ['a function whose role SAM makes', { Type: 'AWS::Serverless::Function', Properties: {} }],
    ['a state machine of SAM', { Type: 'AWS::Serverless::StateMachine' }],
    ['a user', { Type: 'AWS::IAM::User' }],
    ['a nested stack', { Type: 'AWS::CloudFormation::Stack' }],
    ['a replica of a key', { Type: 'AWS::KMS::ReplicaKey' }],
    ['a subscription to logs', { Type: 'AWS::Logs::SubscriptionFilter' }],
    ['a global table', { Type: 'AWS::DynamoDB::GlobalTable' }],
    ['a connector', { Type: 'AWS::S3::Bucket', Connectors: { C: {} } }],
    [
      'a policy for users',
      {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'P', PolicyDocument: document, Users: ['eve'] },
      },
    ],
    ['a second state machine', { Type: 'AWS::StepFunctions::StateMachine' }],
  ])('such as %s is refused', (_, json) => {
    expect(withResource(json)).toThrow(expect.objectContaining({ name: 'TemplateError' }));
  });

  it.each([
    ['a queue', { Type: 'AWS::SQS::Queue' }],
    ['a bucket', { Type: 'AWS::S3::Bucket' }],
  ])('is not one with %s', (_, json) => {
    expect(withResource(json)).not.toThrow();
  });
});

describe('policies of a role', () => {
  const readers = (json: object): readonly string[] => {
    const model = withResource(json)();
    return JSON.stringify(model).includes('policy More') ? ['found'] : [];
  };

  it.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])('are found in an %s', (Type) => {
    const Properties = {
      PolicyName: 'P',
      PolicyDocument: document,
      Roles: [{ Ref: 'SaveFunctionRole' }],
    };

    expect(readers({ Type, Properties })).toEqual(['found']);
  });
});
