import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../report/compare-reports.ts';
import { explain, findSubject } from '../../report/explain.ts';
import { report } from '../../report/report.ts';
import { comparisonText } from '../../report/text/comparison-text.ts';
import { explainText } from '../../report/text/explain-text.ts';
import { wrap } from '../../report/text/layout.ts';
import { type Paint, plain } from '../../report/text/paint.ts';
import { reportText } from '../../report/text/report-text.ts';
import { accessModel, auditor, underForeignKey } from '../proof/access-models.ts';

const coloured: Paint = (_, text) => `\u001b[31m${text}\u001b[39m`;
/** A word that is longer than the page cannot be broken. */
const tooWide = (text: string) =>
  text.split('\n').filter((line) => line.length > 100 && line.trim().includes(' '));

function explanation(): string {
  const given = accessModel();
  const subject = findSubject(given, 'a power user (all but IAM)');
  return explainText(subject, explain(given, subject), undefined, plain);
}

const texts = [
  ['the template', reportText(report(accessModel()), plain)],
  ['an auditor', reportText(report(accessModel({ AuditorRoleArn: auditor })), plain)],
  ['a key that cannot be seen', reportText(report(underForeignKey(false)), plain)],
  ['an explanation', explanation()],
] as const;

describe('the report for people', () => {
  it.each(texts)('on %s fits a page of a hundred columns', (_, text) => {
    expect(tooWide(text)).toEqual([]);
  });

  it('has the readers first, and says why', () => {
    const lines = reportText(report(accessModel()), plain).split('\n');
    const title = lines.findIndex((line) => line.includes('workflow') && line.includes('steps'));

    expect(lines[title + 1]).toMatch(/^StockTradingStateMachineExecutionRole +no +YES/);
    expect(lines[title + 2]).toContain('decrypt: kms:Decrypt: The key policy allows');
  });

  it('says in words how others could come to read', () => {
    expect(reportText(report(accessModel()), plain)).toContain(
      'could read: 1. gives itself more rights (iam:PutRolePolicy); 2. rewrites the key policy',
    );
  });

  it('warns of data in logs', () => {
    const quiet = reportText(report(accessModel()), plain);
    const loud = reportText(report(accessModel({ IncludeExecutionData: 'true' })), plain);

    expect(quiet).toContain('no input or output stands in them');
    expect(loud.replace(/\s+/g, ' ')).toContain(
      'INPUT AND OUTPUT STAND IN CLEAR in /aws/vendedlogs/states/stock-trading',
    );
  });

  it('says what of a key could not be read', () => {
    expect(reportText(report(underForeignKey(false)), plain)).toContain(
      'policy of key arn:aws:kms:us-east-1:111111111111:key/',
    );
  });

  it('keeps its columns when it is coloured', () => {
    const found = report(accessModel());

    expect(stripVTControlCharacters(reportText(found, coloured))).toBe(reportText(found, plain));
  });
});

describe('a comparison for people', () => {
  it('names the principal, the question and the reason', () => {
    const found = compare(report(accessModel({ AuditorRoleArn: auditor })), {
      readers: ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'],
    });
    const text = comparisonText(found, plain);

    expect(text).toContain('Who can read is not as expected.');
    expect(text.replace(/\s+/g, ' ')).toContain(
      `readers: ${auditor} can, and should not: kms:Decrypt: The key policy allows`,
    );
  });
});

describe('a difference for people', () => {
  const reason =
    'logs:FilterLogEvents: allowed by the policy, which goes on for a while, as they do.';
  const shown = (principal: string) =>
    comparisonText(
      {
        outcome: 'not as expected',
        differences: [{ question: 'readers', principal, what: 'not expected', reason }],
      },
      plain,
    )
      .split('\n')
      .slice(1);

  it('begins on one line', () => {
    expect(shown('user/developer')).toEqual([
      '  readers: user/developer can, and should not: logs:FilterLogEvents: allowed by the policy, which',
      '      goes on for a while, as they do.',
    ]);
  });

  // The reason followed as a column of single words behind a hundred spaces.
  it('has its reason on lines of its own where the name leaves it no room', () => {
    const role = 'stock-trading-StockTradingStateMachineExecutionRole-9C06C241E906';
    expect(shown(role)).toEqual([
      `  readers: ${role} can, and should not:`,
      '      logs:FilterLogEvents: allowed by the policy, which goes on for a while, as they do.',
    ]);
  });
});

describe('an explanation', () => {
  const given = accessModel();
  const explained = (principal: string, action?: string) => {
    const subject = findSubject(given, principal);
    return explainText(subject, explain(given, subject, action), undefined, plain);
  };

  it('shows the condition that failed, with what it wants and what it got', () => {
    const text = explained('StockTradingStateMachineExecutionRole', 'kms:GenerateDataKey');

    expect(text.replace(/\s+/g, ' ')).toContain(
      'wants kms:EncryptionContext:SourceArn StringEquals "arn:aws:logs:us-east-1:123456789012:*", and it is absent',
    );
  });

  it.each([
    'states:DescribeExecution',
    'states:StartExecution',
    'states:CreateActivity',
    'kms:Decrypt',
    'kms:PutKeyPolicy',
    'logs:FilterLogEvents',
    'dynamodb:Scan',
  ])('is there for %s', (action) => {
    expect(explained('an administrator', action)).toContain(action);
  });

  it('covers every way to read where no action is named', () => {
    const text = explained('an administrator');

    expect(text).toContain('DescribeExecution: no');
    expect(text).toContain('kms:Decrypt of workflow data: no');
    expect(text).toContain('dynamodb:Scan: yes');
  });

  it('finds a principal by the last part of its ARN, if it is the only one', () => {
    expect(findSubject(given, 'PowerUser').name).toBe('a power user (all but IAM)');
    expect(() => findSubject(given, 'Admin')).toThrow(
      'Admin may be any of arn:aws:iam::999999999999:role/Admin, arn:aws:iam::123456789012:role/Admin',
    );
  });

  it.each([
    ['Nobody', undefined, /there is no principal Nobody/],
    ['an administrator', 's3:GetObject', /none of the actions/],
    ['an administrator', 'states:NoSuchThing', /none of the actions/],
  ])('of %s and %s is refused', (principal, action, words) => {
    expect(() => explained(principal, action)).toThrow(words);
  });
});

describe('wrapping', () => {
  it('breaks at spaces and indents what follows', () => {
    expect(wrap('one two three four', 'a: ', 10)).toEqual(['a: one two', '   three', '   four']);
  });

  it('leaves a word whole that is longer than the page', () => {
    expect(wrap('x'.repeat(12), '  ', 10)).toEqual([`  ${'x'.repeat(12)}`]);
  });
});
