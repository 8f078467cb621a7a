import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { parseTemplate } from '../../template/parse-template.ts';

const readPlain = (text: string): unknown => parseTemplate(`A: ${text}\n`)['A'];

// id: template-yaml-1-1
describe('a plain YAML text, which CloudFormation reads as YAML 1.1', () => {
  it.each([
    ['yes', true],
    ['On', true],
    ['NO', false],
    ['off', false],
    ['true', true],
    ['0123', 83],
    ['-017', -15],
    ['0b101', 5],
    ['1_000', 1000],
    ['1:30', 90],
    ['123456789012', 123456789012],
    ['012345670123', 1402433619],
  ])('%s is %p', (text, value) => {
    expect(readPlain(text)).toBe(value);
  });

  it.each([
    'y',
    'N',
    'yEs',
    'yesterday',
    '012345678901',
    '089',
    '0o17',
    '2012-10-17',
    '00:0f',
    'a:30',
  ])('%s stays a string', (text) => {
    expect(readPlain(text)).toBe(text);
  });

  it.each(['"yes"', "'0123'", '!!str on'])('%s is read as a string', (text) => {
    expect(readPlain(text)).toBe(text.replaceAll(/['"]|!!str /g, ''));
  });

  it('uses the converted value as the name of a parameter', () => {
    expect(parseTemplate('on: 1\n0123: 2\nn: 3\n')).toEqual({ true: 1, 83: 2, n: 3 });
  });
});

describe('a YAML template of 500 resources', () => {
  it('is read completely', () => {
    const Statement = [
      { Effect: 'Allow', Action: ['states:DescribeExecution', 'kms:Decrypt'], Resource: '*' },
    ];
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
        Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement } }],
      },
    };
    const names = Array.from({ length: 500 }, (_, at) => `Role${at}`);
    const Resources = Object.fromEntries(names.map((name) => [name, role]));
    const text = stringify({ Resources }, { aliasDuplicateObjects: false });

    expect(parseTemplate(text)).toEqual({ Resources });
  });
});
