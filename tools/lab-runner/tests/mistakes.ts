import { commands, fence, refused } from './tiny-workshop.ts';

/** A mistake on a page, and where and in which words it is reported. */
export type Mistake = {
  readonly body: string;
  /** Line within the body, from 1. */
  readonly line: number;
  readonly message: string;
};

/** What is seen without running a page. */
export const WRITTEN: Readonly<Record<string, Mistake>> = {
  'a key that nobody knows': {
    body: `Words.\n\n${commands('expects=hi', 'echo hi')}`,
    line: 3,
    message: 'unknown key: expects',
  },
  'a key that is there twice': {
    body: commands('wait=1s wait=2s', 'echo hi'),
    line: 1,
    message: 'the key wait twice',
  },
  'something that is not a key': {
    body: commands('wait="1s', 'echo hi'),
    line: 1,
    message: 'something that is not a key: wait="1s',
  },
  'a key of another language': {
    body: fence('json wait=1s', '{}'),
    line: 1,
    message: 'unknown key: wait',
  },
  'no language': { body: fence('', 'echo hi'), line: 1, message: 'names no language' },
  'commands in nobody’s name': {
    body: fence('sh', 'echo hi'),
    line: 1,
    message: 'needs "run" (in whose name) or "manual"',
  },
  'commands for a person alone, without a reason': {
    body: fence('sh manual', 'echo hi'),
    line: 1,
    message: 'says why only a person',
  },
  'commands for a person alone, with an expectation': {
    body: fence('sh manual="it runs on" error=Some', 'echo hi'),
    line: 1,
    message: '"manual" goes without "error"',
  },
  'a duration without a unit': {
    body: commands('wait=30', 'echo hi'),
    line: 1,
    message: 'like 30s or 2m',
  },
  'a place that is none': {
    body: commands('only=azure', 'echo hi'),
    line: 1,
    message: 'local, aws',
  },
  'an exit code of 0': { body: commands('exit=0', 'echo hi'), line: 1, message: 'from 1' },
  'an error without a name': {
    body: commands('error=denied!', 'echo hi'),
    line: 1,
    message: 'name of an AWS error',
  },
  'a profile that is none': {
    body: fence('sh run=Somebody', 'echo hi'),
    line: 1,
    message: 'name of a profile',
  },
  'a file outside of the lab folder': {
    body: fence('json save=template.yaml', '{}'),
    line: 1,
    message: 'right in .aws-sam/lab/',
  },
  'a file that no words name': {
    body: `${commands('', 'mkdir -p .aws-sam/lab')}\n\nSave this:\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 8,
    message: 'do not say to save it as `.aws-sam/lab/a.json`',
  },
  'a file that words elsewhere name': {
    body: `${commands('', 'mkdir -p .aws-sam/lab')}\n\nSave .aws-sam/lab/a.json:\n\n${fence('text', 'words')}\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 12,
    message: 'do not say to save it',
  },
  'a file in a folder that nobody makes': {
    body: `Save \`.aws-sam/lab/a.json\`:\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 3,
    message: 'make its folder: mkdir -p .aws-sam/lab',
  },
  'an output of no commands': {
    body: fence('text expected', 'hi'),
    line: 1,
    message: 'follows no commands',
  },
  'an output that matches anything': {
    body: `${commands('', 'echo hi')}\n\n${fence('text expected', '...')}`,
    line: 6,
    message: 'match anything',
  },
  'a name that the learner does not take': {
    body: fence('sh run=tester', 'echo hi'),
    line: 2,
    message: 'export AWS_PROFILE=tester',
  },
  'a name taken in the middle of a fence': {
    body: commands('', 'export AWS_PROFILE=other'),
    line: 2,
    message: 'becomes other by itself',
  },
  'commands that are not valid bash': {
    body: commands('', 'if true'),
    line: 4,
    message: 'Not bash',
  },
  'commands for elsewhere that are not valid bash': {
    body: commands('only=aws', 'echo "hi'),
    line: 3,
    message: 'Not bash',
  },
  'a link to nothing': {
    body: 'One\n[two](../no.md)',
    line: 2,
    message: 'leads nowhere: ../no.md',
  },
  'a link to no heading': { body: '[one](#two)', line: 1, message: 'no heading of' },
  'a link without https': { body: '<http://example.com>', line: 1, message: 'not by https' },
  'a picture of nothing': { body: '![one](no.png)', line: 1, message: 'leads nowhere: no.png' },
  'a service with a wrong name': {
    body: 'One\ntwo Cloudwatch.',
    line: 2,
    message: 'Write CloudWatch, not "Cloudwatch"',
  },
  'an account of ten digits': {
    body: `${fence('json', '{}')}\n\nAccount 1234567890.`,
    line: 5,
    message: 'twelve digits, not 10',
  },
  'an ARN without a region': {
    body: '`arn:aws:states:123456789012:stateMachine:x`',
    line: 1,
    message: 'no good region',
  },
  'a key with no id': {
    body: '`arn:aws:kms:us-east-1:123456789012:key/my-key`',
    line: 1,
    message: 'is a UUID: my-key',
  },
};

/** What is seen when a page runs. */
export const RUN: Readonly<Record<string, Mistake>> = {
  'another output': {
    body: `${commands('', 'echo one; echo two')}\n\n${fence('text expected', 'one\nthree')}`,
    line: 8,
    message: 'Nothing that was printed is like: three',
  },
  'more output': {
    body: `${commands('', 'echo one; echo two')}\n\n${fence('text expected', 'one')}`,
    line: 7,
    message: 'More was printed',
  },
  'no output': {
    body: `${commands('', 'true')}\n\n${fence('text expected', 'one')}`,
    line: 7,
    message: 'Nothing was printed',
  },
  'an expected error that does not happen': {
    body: commands('error=KmsAccessDeniedException', 'echo fine'),
    line: 2,
    message: 'KmsAccessDeniedException was to happen, and did not',
  },
  'another error': {
    body: commands('error=KmsAccessDeniedException', `true\n${refused('AccessDeniedException')}`),
    line: 4,
    message: 'the error is AccessDeniedException',
  },
  'an error that is not of AWS': {
    body: commands('error=KmsAccessDeniedException', 'echo "KmsAccessDeniedException"; false'),
    line: 3,
    message: 'the error is none of AWS',
  },
  'the named error, but before the last command': {
    body: commands(
      'error=KmsAccessDeniedException',
      `${refused('KmsAccessDeniedException')}\ntrue`,
    ),
    line: 3,
    message: 'before the last command',
  },
  'a command that fails': {
    body: commands('', 'true\nfalse \\\n  --much\necho "not reached"'),
    line: 4,
    message: 'The exit code is 1, not 0',
  },
  'another exit code': { body: commands('exit=2', '(exit 3)'), line: 3, message: 'is 3, not 2' },
  'commands that do not end': {
    body: commands('timeout=1s', 'sleep 30'),
    line: 2,
    message: 'did not end within 1 s',
  },
  'something that does not come in time': {
    body: `${commands('wait=1s', 'echo RUNNING')}\n\n${fence('text expected', 'SUCCEEDED')}`,
    line: 7,
    message: 'Not within 1 s: Nothing that was printed is like: SUCCEEDED',
  },
  'a variable that was never set': {
    body: commands('', 'echo "$NEVER_SET"'),
    line: 2,
    message: 'ended the shell. ',
  },
  'a shell that is left': { body: commands('', 'exit 0'), line: 2, message: 'ended the shell' },
};
