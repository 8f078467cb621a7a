import { describe, expect, it } from '@jest/globals';
import { expectationInDocs } from 'test-fixtures/policy-in-docs';
import { knowledge, upperBound } from '../../account/partial-knowledge.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { compare } from '../../report/compare-reports.ts';
import { type Expectation, parseExpectation } from '../../report/expectation.ts';
import { report } from '../../report/report.ts';
import { toJson } from '../../template/json-value.ts';
import { accessModel, auditor, underForeignKey } from '../proof/access-models.ts';

const ROLE = 'StockTradingStateMachineExecutionRole';
const DELIVERY = 'delivery.logs.amazonaws.com';

const outcome = (given: AccessModel, expectation: Expectation) =>
  compare(report(given), expectation);

describe('an expectation', () => {
  it('is met if it names exactly the readers', () => {
    expect(outcome(accessModel(), { readers: [ROLE, DELIVERY] })).toEqual({
      outcome: 'as expected',
      differences: [],
    });
  });

  it('can name readers by ARN', () => {
    const given = accessModel();
    const arn = given.subjects.find(({ name }) => name === ROLE)?.id ?? '';

    expect(outcome(given, { readers: [arn, DELIVERY] }).outcome).toBe('as expected');
  });

  it('is not met when another principal can read', () => {
    const { outcome: found, differences } = outcome(accessModel({ AuditorRoleArn: auditor }), {
      readers: [ROLE, DELIVERY],
    });

    expect(found).toBe('not as expected');
    expect(differences).toMatchObject([{ principal: auditor, what: 'not expected' }]);
  });

  it('is not met when a named reader cannot read', () => {
    const { outcome: found, differences } = outcome(accessModel(), {
      readers: [ROLE, DELIVERY, 'CheckPriceFunctionRole'],
    });

    expect(found).toBe('not as expected');
    expect(differences).toMatchObject([{ what: 'missing' }]);
  });

  it('is not met by a reader that does not exist', () => {
    const { outcome: found, differences } = outcome(accessModel(), {
      readers: [ROLE, DELIVERY, 'Missing'],
    });

    expect(found).toBe('not as expected');
    expect(differences).toMatchObject([{ principal: 'Missing', what: 'missing' }]);
  });

  it('is unknown, and never met, if the readers are unknown', () => {
    const { outcome: found, differences } = outcome(underForeignKey(false), {
      readers: [ROLE, DELIVERY],
    });

    expect(found).toBe('unknown');
    expect(differences.every(({ what }) => what === 'unknown')).toBe(true);
  });

  it('is unknown when the list of principals might not be complete', () => {
    const unread = [{ what: 'users', why: 'not authorized', code: 'AccessDenied' }];
    const { outcome: found, differences } = outcome(
      { ...accessModel(), unread },
      { readers: [ROLE, DELIVERY] },
    );

    expect(found).toBe('unknown');
    expect(differences).toMatchObject([{ principal: 'any principal', what: 'unknown' }]);
  });

  it('is unknown if a resource was not examined, unless it is excluded', () => {
    const one = { name: 'Child', type: 'AWS::CloudFormation::Stack', why: 'w', needs: 'n' };
    const given = (excluded: boolean) => ({
      ...accessModel(),
      notLookedInto: [{ ...one, excluded }],
    });

    expect(outcome(given(false), { readers: [ROLE, DELIVERY] })).toMatchObject({
      outcome: 'unknown',
      differences: [{ what: 'unknown', reason: expect.stringContaining('Child') }],
    });
    expect(outcome(given(true), { readers: [ROLE, DELIVERY] }).outcome).toBe('as expected');
  });

  it('is not met, instead of unknown, if a difference is certain', () => {
    const unread = [{ what: 'users', why: 'not authorized', code: 'AccessDenied' }];

    expect(outcome({ ...accessModel(), unread }, { readers: [] }).outcome).toBe('not as expected');
  });

  it('is unknown when the policies of a principal could not be read', () => {
    const given = accessModel({ AuditorRoleArn: auditor });
    const unread = [{ what: 'its policies', why: 'not authorized', code: 'AccessDenied' }];
    const subjects = given.subjects.map((subject) =>
      subject.id === auditor
        ? { ...subject, caller: knowledge(upperBound(subject.caller), unread) }
        : subject,
    );

    expect(outcome({ ...given, subjects }, { readers: [ROLE, DELIVERY] }).outcome).toBe('unknown');
  });

  it('counts access to logs only when they contain data', () => {
    const quiet = outcome(accessModel(), { readers: [ROLE, DELIVERY] });
    const loud = outcome(accessModel({ IncludeExecutionData: 'true' }), {
      readers: [ROLE, DELIVERY],
    });
    const off = outcome(accessModel({ IncludeExecutionData: 'true', LogLevel: 'OFF' }), {
      readers: [ROLE, DELIVERY],
    });

    expect([quiet.outcome, off.outcome]).toEqual(['as expected', 'as expected']);
    expect(loud.differences.map(({ principal }) => principal)).toContain(
      'arn:aws:iam::123456789012:role/sample principal/ReadOnly',
    );
  });

  it('compares the answers to each question separately', () => {
    expect(outcome(accessModel(), { workflow: [], decrypt: [ROLE], delivery: [DELIVERY] })).toEqual(
      {
        outcome: 'as expected',
        differences: [],
      },
    );
    expect(outcome(accessModel(), { escalation: [] }).differences.length).toBeGreaterThan(5);
  });
});

describe('the file of an expectation', () => {
  it('has the form in the docs, and the template meets it', () => {
    const expectation = parseExpectation(toJson(JSON.parse(expectationInDocs()), 'docs'));

    expect(outcome(accessModel(), expectation).outcome).toBe('as expected');
  });

  it.each([
    ['JSON that is not an object', []],
    ['no version', { readers: [] }],
    ['another version', { version: 2, readers: [] }],
    ['an unknown question', { version: 1, viewers: [] }],
    ['a list with values that are not strings', { version: 1, readers: [1] }],
    ['no list', { version: 1, readers: 'Role' }],
    ['no question', { version: 1 }],
  ])('is rejected with %s', (_, json) => {
    expect(() => parseExpectation(toJson(json, 'file'))).toThrow(
      expect.objectContaining({ name: 'ExpectationError' }),
    );
  });
});
