import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Template, transformed } from 'test-fixtures/transformed-template';

let template: Template;
beforeAll(async () => {
  template = await transformed();
}, 300_000);

const ofType = (type: string) =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** The sample's own tests read template.yaml itself. These tests read the result for CloudFormation. */
describe('the template after the SAM transform', () => {
  it('does not have resources that the template does not define', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values(template.Resources))
      counts[Type] = (counts[Type] ?? 0) + 1;
    expect(counts).toEqual({
      'AWS::StepFunctions::StateMachine': 1,
      'AWS::Lambda::Function': 4,
      'AWS::DynamoDB::Table': 1,
      'AWS::Logs::LogGroup': 5,
      'AWS::KMS::Key': 2,
      'AWS::KMS::Alias': 2,
      'AWS::IAM::Role': 5,
    });
  });

  it('has a role and an encrypted JSON log group for every function', () => {
    for (const [name, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: [{ Ref: 'Architecture' }],
        Timeout: 10,
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
        LoggingConfig: {
          LogFormat: 'JSON',
          LogGroup: { Ref: name.replace('Function', 'LogGroup') },
        },
      });
    }
  });

  it('does not have a managed policy or a resource policy', () => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      expect(Type).not.toMatch(/Permission|ResourcePolicy|::Url$/);
      expect(Properties['ManagedPolicyArns']).toBeUndefined();
    }
  });
});
