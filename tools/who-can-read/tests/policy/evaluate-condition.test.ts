import { describe, expect, it } from '@jest/globals';
import { requestContext } from '../../context/request-context.ts';
import { parsePolicy } from '../../index.ts';
import {
  type ConditionResult,
  evaluateCondition,
} from '../../policy/conditions/evaluate-condition.ts';
import { hole } from '../../unknown-text.ts';

const X = hole('X');
const context = requestContext(
  [
    {
      'app:Known': 'a',
      'app:Unsure': `a${X}`,
      'app:Several': ['a', `b${X}`],
      'app:Empty': ['', 'a'],
    },
  ],
  ['app:', 'aws:PrincipalTag/'],
);

/** Returns the result of a Condition element with one operator and one key. */
function evaluate(
  operator: string,
  key: string,
  value: unknown,
): Omit<ConditionResult, 'condition'> {
  const Condition = { [operator]: { [key]: value } };
  const Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition };
  const policy = parsePolicy({ Version: '2012-10-17', Statement }, 'key-policy', 'p');
  const [condition] = policy.statements[0]?.conditions ?? [];
  if (!condition) throw new Error('The statement has no condition.');
  const { holds, saw, unknown } = evaluateCondition(condition, context);
  return { holds, saw, unknown };
}

const asked = (name: string) => ({ kind: 'context-key', name }) as const;
const part = { kind: 'hole', name: '<X>' } as const;
const silent = { kind: 'not-documented' } as const;

describe('a condition', () => {
  it.each<[string, string, unknown, Omit<ConditionResult, 'condition'>]>([
    ['StringEquals', 'app:Known', 'a', { holds: 'yes', saw: ['a'], unknown: [] }],
    ['StringEquals', 'app:Known', 'b', { holds: 'no', saw: ['a'], unknown: [] }],
    ['StringEquals', 'app:Absent', 'a', { holds: 'no', saw: 'absent', unknown: [] }],
    // The key is not known, or its name is not.
    [
      'StringEquals',
      'aws:SourceVpc',
      'a',
      { holds: 'unknown', saw: 'unknown', unknown: [asked('aws:SourceVpc')] },
    ],
    [
      'StringEquals',
      `aws:PrincipalTag/${X}`,
      'a',
      { holds: 'unknown', saw: 'unknown', unknown: [asked('aws:PrincipalTag/<X>'), part] },
    ],
    // A value of the policy, of the request, or of a variable has a part that is not known.
    [
      'StringEquals',
      'app:Known',
      X,
      { holds: 'unknown', saw: ['a'], unknown: [asked('app:Known'), part] },
    ],
    [
      'StringEquals',
      'app:Unsure',
      'ab',
      { holds: 'unknown', saw: [`a${X}`], unknown: [asked('app:Unsure'), part] },
    ],
    [
      'StringEquals',
      'app:Known',
      '${aws:SourceVpc}',
      { holds: 'unknown', saw: ['a'], unknown: [asked('app:Known'), asked('aws:SourceVpc')] },
    ],
    ['StringEquals', 'app:Known', [X, 'a'], { holds: 'yes', saw: ['a'], unknown: [] }],
    // The name of an unknown part stays as it is when the text around it is compared in lower case.
    [
      'StringEqualsIgnoreCase',
      'app:Unsure',
      `A${X}`,
      { holds: 'yes', saw: [`a${X}`], unknown: [] },
    ],
    ['StringEqualsIgnoreCase', 'app:Known', 'A', { holds: 'yes', saw: ['a'], unknown: [] }],
    ['StringEqualsIgnoreCase', 'app:Unsure', 'Bc', { holds: 'no', saw: [`a${X}`], unknown: [] }],
  ])('%s on %s with %j', (operator, key, value, expected) => {
    expect(evaluate(operator, key, value)).toEqual(expected);
  });

  it.each<[string, string, unknown, Omit<ConditionResult, 'condition'>]>([
    [
      'ForAllValues:StringLike',
      'app:Several',
      ['a', 'b*'],
      { holds: 'yes', saw: ['a', `b${X}`], unknown: [] },
    ],
    [
      'ForAllValues:StringLike',
      'app:Several',
      ['a', 'bc'],
      { holds: 'unknown', saw: ['a', `b${X}`], unknown: [asked('app:Several'), part] },
    ],
    [
      'ForAllValues:StringLike',
      'app:Several',
      'b*',
      { holds: 'no', saw: ['a', `b${X}`], unknown: [] },
    ],
    ['ForAllValues:ArnLike', 'app:Known', '*', { holds: 'unknown', saw: ['a'], unknown: [silent] }],
    ['ForAllValues:ArnLike', 'app:Known', 'arn:*', { holds: 'no', saw: ['a'], unknown: [] }],
    // An unknown value counts before a result that is not documented, because a value can decide.
    [
      'ForAllValues:ArnLike',
      'app:Several',
      ['*', 'arn:aws:s3:::bucket/*'],
      { holds: 'unknown', saw: ['a', `b${X}`], unknown: [asked('app:Several'), part] },
    ],
    ['Null', 'app:Empty', 'true', { holds: 'no', saw: ['', 'a'], unknown: [] }],
    ['Null', 'app:Absent', 'true', { holds: 'yes', saw: 'absent', unknown: [] }],
    ['Null', 'app:Absent', [], { holds: 'unknown', saw: 'absent', unknown: [silent] }],
  ])('with several values: %s on %s with %j', (operator, key, value, expected) => {
    expect(evaluate(operator, key, value)).toEqual(expected);
  });
});
