import { describe, expect, it } from '@jest/globals';
import { resolveTemplate } from '../../template/index.ts';
import { readable } from '../../unknown-text.ts';
import { auditor, place, templateText } from '../proof/access-models.ts';

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/11111111-2222-4333-8444-555555555555';
const values = (given: Readonly<Record<string, string>>) => () =>
  resolveTemplate(templateText, place, given);

describe('parameter values of the template', () => {
  it.each([
    ['nothing', {}],
    ['an auditor', { AuditorRoleArn: auditor }],
    ['a key of another account', { StateMachineKmsKeyArn: KEY }],
    ['the minimum reuse period', { KmsDataKeyReusePeriodSeconds: '60' }],
    ['the maximum reuse period', { KmsDataKeyReusePeriodSeconds: '900' }],
    ['another log level', { LogLevel: 'OFF' }],
  ])('%s are accepted', (_, given) => {
    expect(values(given)).not.toThrow();
  });

  it.each([
    ['an unknown parameter', { Nothing: '1' }, /no such parameter/],
    ['an auditor that is not a role', { AuditorRoleArn: 'Auditor' }, /must be empty or the ARN/],
    ['an alias for the key', { StateMachineKmsKeyArn: 'alias/x' }, /not of an alias/],
    ['a reuse period that is too short', { KmsDataKeyReusePeriodSeconds: '59' }, /from 60 to 900/],
    ['a reuse period that is too long', { KmsDataKeyReusePeriodSeconds: '901' }, /from 60 to 900/],
    [
      'a reuse period that is not a number',
      { KmsDataKeyReusePeriodSeconds: 'x' },
      /from 60 to 900/,
    ],
    ['an unknown log level', { LogLevel: 'SOME' }, /not among the allowed values/],
    [
      'an auditor with a key of another account, which the rules reject',
      { AuditorRoleArn: auditor, StateMachineKmsKeyArn: KEY },
      /Rules\.AuditorNeedsThisStacksKey/,
    ],
  ])('%s is rejected', (_, given, words) => {
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
    ['that is too long', { Type: 'String', MaxLength: 2 }, { P: 'abc' }, /MaxLength/],
    ['that is too short', { Type: 'String', MinLength: 2 }, { P: 'a' }, /MinLength/],
    [
      'that matches its pattern only in part',
      { Type: 'String', AllowedPattern: 'b' },
      { P: 'abc' },
      /pattern/,
    ],
    [
      'with one item of a list that is wrong',
      { Type: 'List<Number>' },
      { P: '1,x' },
      /not a number/,
    ],
  ])('%s is rejected', (_, rule, given, words) => {
    expect(of(rule, given)).toThrow(words);
  });

  const resolvedWith = (
    rule: object,
    given: Readonly<Record<string, string>>,
    values: Readonly<Record<string, string>> = {},
  ) => {
    const Resources = { R: { Type: 'AWS::Any::Thing', Properties: { Value: { Ref: 'P' } } } };
    const text = JSON.stringify({ Parameters: { P: rule }, Resources });
    const template = resolveTemplate(text, place, given, { values });
    const value = JSON.stringify(template.resource('R').properties['Value']);
    return { value: JSON.parse(readable(value)), causes: template.causesIn(value) };
  };
  const ssm = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/keys/orders' };

  it('without a value or a default is unknown, and the report names the option to set it', () => {
    expect(resolvedWith({ Type: 'String' }, {})).toEqual({
      value: '<P>',
      causes: [{ name: '<P>', why: 'parameter P has no value', give: '--parameter P=VALUE' }],
    });
  });

  it('from Systems Manager is unknown until its value is given, by either name', () => {
    const { value, causes } = resolvedWith(ssm, {});

    expect(value).toBe('<ssm:/keys/orders>');
    expect(causes[0]?.give).toBe("--value 'ssm:/keys/orders=VALUE'");
    expect(resolvedWith(ssm, {}, { 'ssm:/keys/orders': 'k' }).value).toBe('k');
    expect(resolvedWith(ssm, { P: 'k' }).value).toBe('k');
  });

  it.each([
    ['AWS::EC2::VPC::Id', 'vpc-1', 'vpc-1'],
    ['List<AWS::EC2::Subnet::Id>', 'a, b', ['a', 'b']],
    ['AWS::SSM::Parameter::Value<List<String>>', 'a,b', ['a', 'b']],
    ['AWS::SSM::Parameter::Name', '/x', '/x'],
  ])('of type %s accepts a value that is given as text', (Type, given, value) => {
    expect(resolvedWith({ Type }, { P: given }).value).toEqual(value);
  });
});
