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

const colored: Paint = (_, text) => `\u001b[31m${text}\u001b[39m`;
/** A word that is longer than the line cannot be broken. */
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
  ['a key that the caller cannot describe', reportText(report(underForeignKey(false)), plain)],
  ['an explanation', explanation()],
] as const;

describe('the text report', () => {
  it.each(texts)('on %s has at most 100 columns', (_, text) => {
    expect(tooWide(text)).toEqual([]);
  });

  it('lists the readers first, with reasons', () => {
    const lines = reportText(report(accessModel()), plain).split('\n');
    const title = lines.findIndex(
      (line) => line.includes('workflow') && line.includes('escalation'),
    );

    expect(lines[title + 1]).toMatch(/^StockTradingStateMachineExecutionRole +no +yes .*can read$/);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^ {2}decrypt yes, StockTradingStateMachineExecutionRole: kms:Decrypt: /,
      ),
    );
  });

  it('fits on a screen, and is complete with --verbose', () => {
    const found = report(accessModel());
    const lines = (verbose: boolean) => reportText(found, plain, { verbose }).split('\n');

    expect(lines(false).length).toBeLessThanOrEqual(50);
    expect(lines(true).length).toBeGreaterThan(lines(false).length);
    for (const { subject } of found.rows) {
      expect(lines(true).join('\n').replace(/\s+/g, ' ')).toContain(subject.name);
    }
  });

  it('prints a reason once, with the number of principals that have it', () => {
    expect(reportText(report(accessModel()), plain)).toMatch(
      /table yes, \d principals: kms:Decrypt/,
    );
  });

  describe('the text report for a key that the caller cannot read', () => {
    const found = report(underForeignKey(false));
    const short = reportText(found, plain);
    const title = /^(\d+) principals: +(?:no +)*unknown /m;

    it('has one line, with names, for all principals that have the same unknown answers', () => {
      const [, count] = short.match(title) ?? [];
      const names = found.rows.filter(({ subject }) =>
        short.replace(/\s+/g, ' ').includes(subject.name),
      );

      expect(Number(count)).toBeGreaterThan(3);
      expect(names.length).toBeGreaterThanOrEqual(Number(count));
      expect(reportText(found, plain, { verbose: true })).not.toMatch(title);
    });

    it('has a separate line for each principal with a "yes"', () => {
      const readers = found.rows.filter(({ findings }) =>
        Object.values(findings).some(({ answer }) => answer === 'yes'),
      );

      expect(readers.length).toBeGreaterThan(3);
      for (const { subject } of readers) {
        const line = short.split('\n').find((one) => one.startsWith(subject.name));
        expect(line).toMatch(/ yes /);
      }
    });

    it('gives the reason once when several read paths are unknown for the same reason', () => {
      expect(short.match(/Could not be read:/g)).toHaveLength(1);
      expect(short.replace(/\s+/g, ' ')).toMatch(
        /workflow unknown, \d+ principals; decrypt unknown, \d+ principals; delivery unknown/,
      );
    });
  });

  it('has an unknown answer for a principal that might not exist, and names the condition', () => {
    const model = accessModel();
    const subjects = model.subjects.map((one) =>
      one.name === 'StockTradingStateMachineExecutionRole'
        ? { ...one, mayExist: ['condition IsProd'] }
        : one,
    );
    const text = reportText(report({ ...model, subjects }), plain);

    expect(text).toMatch(/^StockTradingStateMachineExecutionRole +no +unknown/m);
    expect(text.replace(/\s+/g, ' ')).toContain('Whether it exists depends on condition IsProd.');
  });

  it('names resources that were not examined, and shows unknown values as patterns', () => {
    const notLookedInto = [
      {
        name: 'Child',
        type: 'AWS::CloudFormation::Stack',
        why: 'It can hold roles.',
        needs: 'Give its template.',
        excluded: false,
      },
      { name: 'Known', type: 'Custom::Thing', why: 'w', needs: 'n', excluded: true },
    ];
    const unknownValues = [
      { name: '<KeyArn>', why: 'parameter KeyArn has no value', give: '--parameter KeyArn=VALUE' },
    ];
    const text = reportText(report({ ...accessModel(), notLookedInto, unknownValues }), plain);

    expect(text).toContain(
      'Not looked into: Child (AWS::CloudFormation::Stack): It can hold roles. Give',
    );
    expect(text).toContain('Excluded by you: Known');
    expect(text.replace(/\s+/g, ' ')).toContain('To give it, add --parameter KeyArn=VALUE');
  });

  it('says how other principals could become readers', () => {
    expect(reportText(report(accessModel()), plain)).toContain(
      'a role with full access to IAM: 1. gives itself more permissions (iam:PutRolePolicy); 2. rewrites\n      the key policy to name itself',
    );
  });

  it('warns of data in logs', () => {
    const quiet = reportText(report(accessModel()), plain);
    const loud = reportText(report(accessModel({ IncludeExecutionData: 'true' })), plain);

    expect(quiet).toContain('no input or output in them');
    expect(loud.replace(/\s+/g, ' ')).toContain(
      'WITH INPUT AND OUTPUT IN CLEAR: /aws/vendedlogs/states/stock-trading',
    );
  });

  it('names the parts of a key that could not be read', () => {
    expect(reportText(report(underForeignKey(false)), plain).replace(/\s+/g, ' ')).toContain(
      'could not be read: policy of key arn:aws:kms:us-east-1:111111111111:key/',
    );
  });

  it('has the same columns in color', () => {
    const found = report(accessModel());

    expect(stripVTControlCharacters(reportText(found, colored))).toBe(reportText(found, plain));
  });
});

describe('a comparison as text', () => {
  it('names the principal, the question and the reason', () => {
    const found = compare(report(accessModel({ AuditorRoleArn: auditor })), {
      readers: ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'],
    });
    const text = comparisonText(found, plain);

    expect(text).toContain('Who can read is not as expected.');
    expect(text.replace(/\s+/g, ' ')).toContain(
      `readers: ${auditor} can, and should not: kms:Decrypt: The key policy names the principal and allows it`,
    );
  });
});

describe('a difference as text', () => {
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

  it('starts on the line of the principal', () => {
    expect(shown('user/developer')).toEqual([
      '  readers: user/developer can, and should not: logs:FilterLogEvents: allowed by the policy, which',
      '      goes on for a while, as they do.',
    ]);
  });

  // The reason was once printed as a column of single words after a hundred spaces.
  it('prints the reason on separate lines after a long name', () => {
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

  it('shows the failed condition, the required value and the value in the request', () => {
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

  it('includes every read path if no action is named', () => {
    const text = explained('an administrator');

    expect(text).toMatch(/^no +DescribeExecution, [^:]*kms:Decrypt of workflow data/m);
    expect(text.replace(/\s+/g, ' ')).toMatch(/yes .*dynamodb:Scan/);
  });

  it('finds a principal by the last part of its ARN if the name is unique', () => {
    expect(findSubject(given, 'PowerUser').name).toBe('a power user (all but IAM)');
    expect(() => findSubject(given, 'Admin')).toThrow(
      'Admin can be any of arn:aws:iam::999999999999:role/sample principal/Admin, arn:aws:iam::123456789012:role/sample principal/Admin',
    );
  });

  it.each([
    ['Missing', undefined, /there is no principal Missing/],
    ['an administrator', 's3:GetObject', /is not an action/],
    ['an administrator', 'states:NoSuchThing', /is not an action/],
  ])('of %s and %s is rejected', (principal, action, words) => {
    expect(() => explained(principal, action)).toThrow(words);
  });
});

describe('wrapping', () => {
  it('breaks lines at spaces and indents the next lines', () => {
    expect(wrap('one two three four', 'a: ', 10)).toEqual(['a: one two', '   three', '   four']);
  });

  it('does not break a word that is longer than the line', () => {
    expect(wrap('x'.repeat(12), '  ', 10)).toEqual([`  ${'x'.repeat(12)}`]);
  });
});
