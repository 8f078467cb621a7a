/**
 * Faults that random edits of policies and templates found. The parsers must throw a named error that
 * says where. For these inputs they threw an error of JavaScript or of the YAML parser.
 */
import { describe, expect, it } from '@jest/globals';
import { InvalidPolicyError, parsePolicy } from '../index.ts';
import { resolveTemplate, TemplateError } from '../template/index.ts';

const PLACE = {
  partition: 'aws',
  region: 'us-east-1',
  account: '111122223333',
  stackName: 'trade',
};
const parameter = (name: string, rule: object, given: Record<string, string> = {}) =>
  resolveTemplate(JSON.stringify({ Parameters: { [name]: rule } }), PLACE, given);

// id: found-by-fuzzing
describe('a policy', () => {
  it('with deeply nested lists is rejected with its path, although JSON.stringify fails on it', () => {
    // The parser once wrote a key policy as JSON, to measure it, before any other check.
    const lists: unknown = JSON.parse('['.repeat(14_000) + ']'.repeat(14_000));
    const parse = () => parsePolicy({ Statement: lists }, 'key-policy', 'key policy');

    expect(parse).toThrow(InvalidPolicyError);
    expect(parse).toThrow('key policy: $.Statement[0]: must be an object');
  });

  it('with a correct grammar is rejected when it is too large', () => {
    const statement = { Effect: 'Allow', Principal: '*', Resource: '*', Action: 'kms:*' };
    const policy = { Statement: [statement], Id: 'i'.repeat(33_000) };

    expect(() => parsePolicy(policy, 'key-policy', 'key policy')).toThrow(/more than 32768/);
  });
});

describe('a template', () => {
  it.each([
    ['an alias without an anchor', 'a: *nothing'],
    ['a list that contains itself', 'a: &a [*a]'],
    ['an object that contains itself twice', 'a: &a { b: *a, c: *a }'],
    [
      'aliases that expand exponentially',
      `a: &a [x]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]`,
    ],
    ['deeply nested lists', `a: ${'['.repeat(20_000)}`],
    ['a name that is a list', '{ [a, b]: c }'],
    ['a name that is an intrinsic function', '!Ref a: b'],
    ['a name that is an alias of an object', 'a: &a { b: c }\n? *a\n: d'],
    ['a date', '%YAML 1.1\n---\na: 2026-11-24\n'],
  ])('with %s is rejected with a named error', (_what, text) => {
    expect(() => resolveTemplate(text, PLACE)).toThrow(TemplateError);
  });

  it('can contain the same object in two places', () => {
    const text = 'Mappings: &m { a: { b: c } }\nMetadata: [*m, *m]';
    expect(resolveTemplate(text, PLACE).types.size).toBe(0);
  });

  it('with a pattern that JavaScript cannot parse has an error with the parameter', () => {
    const rule = { Type: 'String', Default: 'a', AllowedPattern: '(a' };
    expect(() => parameter('Name', rule)).toThrow(
      'Parameters.Name.AllowedPattern: "(a" is not a pattern that JavaScript can read',
    );
  });

  it('can have a parameter with the name of an object property, and uses its default', () => {
    // Object.prototype.constructor was once used as the given value.
    expect(() => parameter('constructor', { Type: 'String', Default: 'a' })).not.toThrow();
    expect(() => parameter('toString', { Type: 'Number' })).not.toThrow();
  });
});
