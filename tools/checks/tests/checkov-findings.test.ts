import { describe, expect, it } from '@jest/globals';
import { compareFindings, EXPLAINED, findingsIn } from '../checkov-findings.ts';

const finding = { check: 'CKV_AWS_1', resource: 'AWS::KMS::Key.A', file: 'template.yaml' };
const explained = { ...finding, resource: /\.A$/, reason: 'a reason' };

describe('the findings of checkov', () => {
  it('are all explained', () => {
    expect(compareFindings([finding], [explained])).toEqual([]);
  });

  it.each([
    ['another check', { ...finding, check: 'CKV_AWS_2' }],
    ['another resource', { ...finding, resource: 'AWS::KMS::Key.B' }],
    ['another file', { ...finding, file: 'stacks/alerts/template.yaml' }],
  ])('are not explained by the reason of %s', (_what, other) => {
    const problems = compareFindings([finding, other], [explained]);
    expect(problems).toEqual([`${other.file}: ${other.resource} fails ${other.check}`]);
  });

  it('use every reason', () => {
    expect(compareFindings([], [explained])).toEqual([
      'template.yaml: nothing fails CKV_AWS_1 now. Remove its reason.',
    ]);
  });

  it('each have a reason', () => {
    for (const { reason } of EXPLAINED) expect(reason.length).toBeGreaterThan(40);
  });

  it('come from its JSON output', () => {
    const failed = {
      check_id: 'CKV_AWS_1',
      resource: 'AWS::KMS::Key.A',
      file_path: '/template.yaml',
    };
    const results = { failed_checks: [failed], passed_checks: [] };
    expect(findingsIn(JSON.stringify([{ results }]))).toEqual([finding]);
    expect(() => findingsIn('{"error":"no files"}')).toThrow('did not write');
  });
});
