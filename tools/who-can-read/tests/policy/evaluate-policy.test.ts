import { describe, expect, it } from '@jest/globals';
import { type ContextInput, requestContext } from '../../context/request-context.ts';
import { parsePolicy } from '../../index.ts';
import { evaluatePolicy, type StatementMatch } from '../../policy/evaluate-policy.ts';
import { principalFacts } from '../../principal/principal-facts.ts';
import { hole } from '../../unknown-text.ts';

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';
const X = hole('X');

const base = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
const facts = principalFacts({ kind: 'user', arn: ALICE });

/** Returns the matching statements of a key policy for a Decrypt request by alice. */
function evaluate(
  statements: readonly object[],
  known: ContextInput = {},
): readonly StatementMatch[] {
  const Statement = statements.map((one) => ({ ...base, ...one }));
  // JSON leaves out the elements that a statement sets to undefined.
  const json = JSON.stringify({ Version: '2012-10-17', Statement });
  const policy = parsePolicy(JSON.parse(json), 'key-policy', 'p');
  return evaluatePolicy(policy, {
    ...{ facts, hasBoundary: false, action: 'kms:decrypt', resource: KEY },
    // The values of "app" keys are known: keys that are not listed are absent.
    context: requestContext([known], ['app:']),
  });
}

const wants = (key: string, value: unknown) => ({ Condition: { StringEquals: { [key]: value } } });
const asked = (name: string) => ({ kind: 'context-key', name });
const inPolicy = { kind: 'hole', name: '<X>' };
const silent = { kind: 'not-documented' };

describe('the statements that match a request', () => {
  it('are those about its action, its resource and its principal', () => {
    const found = evaluate([
      { Sid: 'OtherAction', Action: 'kms:Encrypt' },
      { Sid: 'Matches' },
      { Sid: 'OtherResource', Resource: 'arn:aws:s3:::bucket/*' },
      { Sid: 'OtherPrincipal', Principal: { Service: 'logs.us-east-1.amazonaws.com' } },
      { Sid: 'Excepts', Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '*' } },
      { Sid: 'Fails', ...wants('app:Known', 'b') },
    ]);

    expect(found.map(({ statement, holds }) => [statement.sid, holds])).toEqual([
      ['Matches', 'yes'],
      ['Fails', 'no'],
    ]);
  });
});

describe('the unknown values of a statement', () => {
  const unknownOf = (statement: object, known?: ContextInput) =>
    evaluate([statement], known)[0]?.unknown;

  it.each<[string, object, readonly object[]]>([
    ['a condition key', wants('aws:SourceVpc', 'v'), [asked('aws:SourceVpc')]],
    ['a part of Action', { Action: `kms:${X}` }, [inPolicy]],
    ['a part of Resource', { Resource: `arn:aws:kms:${X}` }, [inPolicy]],
    ['a part of Principal', { Principal: { AWS: `${ALICE.slice(0, -1)}${X}` } }, [inPolicy]],
    [
      'a variable of Resource',
      { Resource: 'arn:aws:kms:us-east-1:111122223333:${aws:SourceVpc}' },
      [asked('aws:SourceVpc')],
    ],
    [
      'only that variable of Resource',
      {
        Resource: [
          'arn:aws:kms:us-east-1:111122223333:${aws:SourceVpc}',
          'arn:aws:kms:us-east-1:111122223333:${app:Known}',
        ],
      },
      [asked('aws:SourceVpc')],
    ],
    [
      'a variable of NotResource that has no value, of several',
      {
        Resource: undefined,
        NotResource: [
          'arn:aws:kms:us-east-1:111122223333:${app:Absent}',
          'arn:aws:kms:us-east-1:1:key/2',
        ],
      },
      [silent],
    ],
    [
      'what AWS does not document: an ARN without its last fields, of several',
      { Resource: ['arn:aws:kms', 'arn:aws:s3:::bucket/*'] },
      [silent],
    ],
    [
      'a variable of NotResource that is not known',
      { Resource: undefined, NotResource: 'arn:aws:kms:us-east-1:111122223333:${aws:SourceVpc}' },
      [asked('aws:SourceVpc')],
    ],
    [
      'both',
      { Action: `kms:${X}`, ...wants('aws:SourceVpc', 'v') },
      [asked('aws:SourceVpc'), inPolicy],
    ],
  ])('are %s', (_, statement, expected) => {
    expect(unknownOf(statement, { 'app:Known': 'a' })).toEqual(expected);
  });

  it.each<[string, object]>([
    ['in a part that another value decides', { Action: [`kms:${X}`, 'kms:*'] }],
    ['in a part that another value decides', { Resource: [`arn:${X}`, '*'] }],
    ['in a part that another value decides', { Principal: { AWS: [X, ALICE] } }],
  ])('leave out a value %s: %j', (_, statement) => {
    expect(unknownOf({ ...statement, ...wants('aws:SourceVpc', 'v') })).toEqual([
      asked('aws:SourceVpc'),
    ]);
  });

  it.each<[string, object, string]>([
    ['applies', { Action: [`kms:${X}`, 'kms:*'] }, 'yes'],
    ['does not apply', { Action: `kms:${X}`, ...wants('app:Known', 'b') }, 'no'],
    [
      'does not apply, whatever another condition says',
      { Condition: { StringEquals: { 'app:Known': 'b', 'aws:SourceVpc': 'v' } } },
      'no',
    ],
  ])('are none if it %s', (_, statement, holds) => {
    expect(evaluate([statement], { 'app:Known': 'a' })).toMatchObject([{ holds, unknown: [] }]);
  });
});
