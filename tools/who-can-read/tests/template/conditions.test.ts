import { describe, expect, it } from '@jest/globals';
import { resolveTemplate } from '../../template/index.ts';
import { place } from '../proof/access-models.ts';

const template = (conditions: object, given: Record<string, string> = {}) =>
  resolveTemplate(
    JSON.stringify({
      Parameters: { Stage: { Type: 'String' }, Other: { Type: 'String' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, ...conditions },
      Resources: Object.fromEntries(
        ['IsProd', ...Object.keys(conditions)].map((name) => [
          `When${name}`,
          { Type: 'AWS::SQS::Queue', Condition: name },
        ]),
      ),
    }),
    place,
    given,
  );

describe('a condition on an unknown value', () => {
  it.each([
    ['is unknown', { 'Fn::Not': [{ Condition: 'IsProd' }] }, 'unknown'],
    [
      'is false if another part is false',
      { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'b'] }] },
      'no',
    ],
    [
      'is true if another part is true',
      { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'a'] }] },
      'yes',
    ],
    [
      'is true if the unknown value is compared with itself',
      { 'Fn::Equals': [{ Ref: 'Stage' }, { Ref: 'Stage' }] },
      'yes',
    ],
    [
      'is unknown if both values are unknown',
      { 'Fn::Equals': [{ Ref: 'Stage' }, { Ref: 'Other' }] },
      'unknown',
    ],
    [
      'is false if the known parts differ',
      { 'Fn::Equals': [{ 'Fn::Sub': 'a-${Stage}' }, 'b-x'] },
      'no',
    ],
  ])('%s', (_, json, answer) => {
    const found = template({ Tested: json });
    const exists = found.types.has('WhenTested');
    const mayExist = exists ? found.resource('WhenTested').mayExist : [];

    expect(exists ? (mayExist.length > 0 ? 'unknown' : 'yes') : 'no').toBe(answer);
  });

  it('names the parameter that it depends on', () => {
    const found = template({ Tested: { 'Fn::Not': [{ Condition: 'IsProd' }] } });

    expect(found.resource('WhenTested').mayExist).toEqual(['condition Tested']);
    expect(found.causesIn('\uFDD0condition Tested\uFDD1')).toEqual([
      { name: '<Stage>', why: 'parameter Stage has no value', give: '--parameter Stage=VALUE' },
    ]);
  });

  it('is known after the value is given', () => {
    expect(template({}, { Stage: 'prod' }).resource('WhenIsProd').mayExist).toEqual([]);
    expect(template({}, { Stage: 'dev' }).types.has('WhenIsProd')).toBe(false);
  });
});

describe('a rule', () => {
  const withRule =
    (assert: object, given: Record<string, string> = {}) =>
    () =>
      resolveTemplate(
        JSON.stringify({
          Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/v' } },
          Rules: { Check: { Assertions: [{ Assert: assert, AssertDescription: 'too old' }] } },
          Resources: {},
        }),
        place,
        given,
      );
  const notOld = { 'Fn::Not': [{ 'Fn::Contains': [['1', '2'], { Ref: 'Version' }] }] };

  it('with an unknown value does not reject the template', () =>
    expect(withRule(notOld)).not.toThrow());
  it('accepts a value that it allows', () =>
    expect(withRule(notOld, { Version: '30' })).not.toThrow());
  it('rejects a value that it does not allow', () =>
    expect(withRule(notOld, { Version: '2' })).toThrow('too old'));
  it.each([
    [{ 'Fn::EachMemberEquals': [['a', 'a'], 'a'] }, true],
    [{ 'Fn::EachMemberEquals': [['a', 'b'], 'a'] }, false],
    [{ 'Fn::EachMemberIn': [['a'], ['a', 'b']] }, true],
    [{ 'Fn::EachMemberIn': [['c'], ['a', 'b']] }, false],
  ])('reads %j', (assert, passes) => {
    if (passes) expect(withRule(assert)).not.toThrow();
    else expect(withRule(assert)).toThrow('too old');
  });
});
