import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../page/parse-page.ts';
import { planText } from '../plan.ts';
import { commands, fence, tinyPage } from './tiny-workshop.ts';

const body = [
  commands('wait=30s', 'aws kms list-keys \\\n  --output text'),
  fence('text expected', 'a'),
  fence('sh run=tester only=aws error=AccessDenied', 'aws iam list-users'),
  fence('sh manual="it stays"', 'npm start'),
  fence('json save=.aws-sam/lab/a.json', '{}'),
].join('\n');
const { page } = parsePage('workshop/pages/1-page.md', tinyPage(body));

describe('a plan', () => {
  it('has the line, identity, command and expectation of each step, for one AWS', () => {
    expect(page && planText(page, 'local').split('\n')).toEqual([
      '1-page: A page (1 minutes, from the state "ready")',
      '  workshop/pages/1-page.md:9  tester: aws kms list-keys ..., output is compared, repeated for up to 30 s',
      '  workshop/pages/1-page.md:20  not run (it stays): npm start',
      '  workshop/pages/1-page.md:23  writes .aws-sam/lab/a.json',
      '  workshop/pages/1-page.md:38  not run (it is a test): npm run workshop -- verify --page page',
      '  1 only for the other AWS',
    ]);
    expect(page && planText(page, 'aws')).toContain(
      '1-page.md:17  tester: aws iam list-users, must be denied: AccessDenied',
    );
  });
});
