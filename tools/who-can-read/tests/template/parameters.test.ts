import { describe, expect, it } from '@jest/globals';
import { resolveTemplate } from '../../template/index.ts';
import { auditor, place, templateText } from '../proof/access-models.ts';

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/11111111-2222-4333-8444-555555555555';
const values = (given: Readonly<Record<string, string>>) => () =>
  resolveTemplate(templateText, place, given);

describe('parameter values of the template', () => {
  it.each([
    ['nothing', {}],
    ['an auditor', { AuditorRoleArn: auditor }],
    ['a foreign key', { StateMachineKmsKeyArn: KEY }],
    ['the shortest reuse of a data key', { KmsDataKeyReusePeriodSeconds: '60' }],
    ['the longest', { KmsDataKeyReusePeriodSeconds: '900' }],
    ['another level', { LogLevel: 'OFF' }],
  ])('%s are taken', (_, given) => {
    expect(values(given)).not.toThrow();
  });

  it.each([
    ['a parameter it does not have', { Nothing: '1' }, /no such parameter/],
    ['an auditor that is no role', { AuditorRoleArn: 'Auditor' }, /must be empty or the ARN/],
    ['an alias for the key', { StateMachineKmsKeyArn: 'alias/x' }, /not of an alias/],
    ['too short a reuse', { KmsDataKeyReusePeriodSeconds: '59' }, /from 60 to 900/],
    ['too long a reuse', { KmsDataKeyReusePeriodSeconds: '901' }, /from 60 to 900/],
    ['a reuse that is no number', { KmsDataKeyReusePeriodSeconds: 'x' }, /from 60 to 900/],
    ['a level that is none', { LogLevel: 'SOME' }, /not among the allowed values/],
    [
      'an auditor on a foreign key, which the rules refuse',
      { AuditorRoleArn: auditor, StateMachineKmsKeyArn: KEY },
      /Rules\.AuditorNeedsThisStacksKey/,
    ],
  ])('%s is refused', (_, given, words) => {
    expect(values(given)).toThrow(words);
  });
});

describe('a parameter', () => {
  const of =
    (rule: object, given: Readonly<Record<string, string>> = {}) =>
    () => {
      const text = JSON.stringify({ Parameters: { P: rule }, Resources: {} });
      return resolveTemplate(text, place, given);
    };

  it.each([
    ['without a value and a default', { Type: 'String' }, {}, /needs a value/],
    [
      'that an account must be asked for',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'x' },
      {},
      /without an account/,
    ],
    ['that is too long', { Type: 'String', MaxLength: 2 }, { P: 'abc' }, /MaxLength/],
    ['that is too short', { Type: 'String', MinLength: 2 }, { P: 'a' }, /MinLength/],
    [
      'that fits its pattern only in part',
      { Type: 'String', AllowedPattern: 'b' },
      { P: 'abc' },
      /pattern/,
    ],
    ['with one item of a list that is wrong', { Type: 'List<Number>' }, { P: '1,x' }, /no number/],
  ])('%s is refused', (_, rule, given, words) => {
    expect(of(rule, given)).toThrow(words);
  });
});
