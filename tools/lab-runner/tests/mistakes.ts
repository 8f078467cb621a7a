import { commands, denied, fence } from './tiny-workshop.ts';

/** A mistake on a page, with the line and the text of its report. */
export type Mistake = {
  readonly body: string;
  /** Line within the body, from 1. */
  readonly line: number;
  readonly message: string;
};

/** Mistakes that are found without running a page. */
export const WRITTEN: Readonly<Record<string, Mistake>> = {
  'an unknown key': {
    body: `Words.\n\n${commands('expects=hi', 'echo hi')}`,
    line: 3,
    message: 'unknown key: expects',
  },
  'a key that occurs twice': {
    body: commands('wait=1s wait=2s', 'echo hi'),
    line: 1,
    message: 'the key wait twice',
  },
  'something that is not a key': {
    body: commands('wait="1s', 'echo hi'),
    line: 1,
    message: 'text that is not a key: wait="1s',
  },
  'a key of another language': {
    body: fence('json wait=1s', '{}'),
    line: 1,
    message: 'unknown key: wait',
  },
  'no language': { body: fence('', 'echo hi'), line: 1, message: 'does not name a language' },
  'commands without an identity': {
    body: fence('sh', 'echo hi'),
    line: 1,
    message: 'needs "run" (a profile) or "manual"',
  },
  'commands for a person only, without a reason': {
    body: fence('sh manual', 'echo hi'),
    line: 1,
    message: 'needs a value: why only a person',
  },
  'commands for a person only, with an expectation': {
    body: fence('sh manual="it runs on" error=Some', 'echo hi'),
    line: 1,
    message: '"manual" cannot have "error"',
  },
  'a duration without a unit': {
    body: commands('wait=30', 'echo hi'),
    line: 1,
    message: 'like 30s or 2m',
  },
  'an unknown place': {
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
  'a profile that is not valid': {
    body: fence('sh run=Someone', 'echo hi'),
    line: 1,
    message: 'name of a profile',
  },
  'a file outside of the lab folder': {
    body: fence('json save=template.yaml', '{}'),
    line: 1,
    message: 'directly in .aws-sam/lab/',
  },
  'a file that the text does not name': {
    body: `${commands('', 'mkdir -p .aws-sam/lab')}\n\nSave this:\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 8,
    message: 'must name the file `.aws-sam/lab/a.json`',
  },
  'a file that only other text names': {
    body: `${commands('', 'mkdir -p .aws-sam/lab')}\n\nSave .aws-sam/lab/a.json:\n\n${fence('text', 'words')}\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 12,
    message: 'must name the file',
  },
  'a file in a folder that is not created': {
    body: `Save \`.aws-sam/lab/a.json\`:\n\n${fence('json save=.aws-sam/lab/a.json', '{}')}`,
    line: 3,
    message: 'create its folder: mkdir -p .aws-sam/lab',
  },
  'an output without commands': {
    body: fence('text expected', 'hi'),
    line: 1,
    message: 'does not follow commands',
  },
  'an output that matches anything': {
    body: `${commands('', 'echo hi')}\n\n${fence('text expected', '...')}`,
    line: 6,
    message: 'matches any output',
  },
  'an identity without its export line': {
    body: fence('sh run=tester', 'echo hi'),
    line: 2,
    message: 'export AWS_PROFILE=tester',
  },
  'a change of identity in the middle of a fence': {
    body: commands('', 'export AWS_PROFILE=other'),
    line: 2,
    message: 'changes the identity to other',
  },
  'commands that are not valid bash': {
    body: commands('', 'if true'),
    line: 4,
    message: 'Not valid bash',
  },
  'commands for the other AWS that are not valid bash': {
    body: commands('only=aws', 'echo "hi'),
    line: 3,
    message: 'Not valid bash',
  },
  'a link to a missing file': {
    body: 'One\n[two](../no.md)',
    line: 2,
    message: 'does not exist: ../no.md',
  },
  'a link to a missing heading': { body: '[one](#two)', line: 1, message: 'is not a heading of' },
  'a link without https': { body: '<http://example.com>', line: 1, message: 'not use https' },
  'a link to a missing picture': {
    body: '![one](no.png)',
    line: 1,
    message: 'does not exist: no.png',
  },
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
    message: 'not have a valid region',
  },
  'a key whose id is not a UUID': {
    body: '`arn:aws:kms:us-east-1:123456789012:key/my-key`',
    line: 1,
    message: 'is a UUID: my-key',
  },
};

/** Mistakes that are found when a page runs. */
export const RUN: Readonly<Record<string, Mistake>> = {
  'another output': {
    body: `${commands('', 'echo one; echo two')}\n\n${fence('text expected', 'one\nthree')}`,
    line: 8,
    message: 'No line of the output matches: three',
  },
  'more output': {
    body: `${commands('', 'echo one; echo two')}\n\n${fence('text expected', 'one')}`,
    line: 7,
    message: 'more lines than the page',
  },
  'no output': {
    body: `${commands('', 'true')}\n\n${fence('text expected', 'one')}`,
    line: 7,
    message: 'There was no output',
  },
  'an expected error that does not happen': {
    body: commands('error=KmsAccessDeniedException', 'echo fine'),
    line: 2,
    message: 'expects KmsAccessDeniedException, and no error happened',
  },
  'another error': {
    body: commands('error=KmsAccessDeniedException', `true\n${denied('AccessDeniedException')}`),
    line: 4,
    message: 'the error is AccessDeniedException',
  },
  'an error that is not an error of AWS': {
    body: commands('error=KmsAccessDeniedException', 'echo "KmsAccessDeniedException"; false'),
    line: 3,
    message: 'the error is not an error of AWS',
  },
  'the named error, but before the last command': {
    body: commands('error=KmsAccessDeniedException', `${denied('KmsAccessDeniedException')}\ntrue`),
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
  'an output that does not come in time': {
    body: `${commands('wait=1s', 'echo RUNNING')}\n\n${fence('text expected', 'SUCCEEDED')}`,
    line: 7,
    message: 'Not within 1 s: No line of the output matches: SUCCEEDED',
  },
  'a variable that was never set': {
    body: commands('', 'echo "$NEVER_SET"'),
    line: 2,
    message: 'ended the shell. ',
  },
  'a shell that is left': { body: commands('', 'exit 0'), line: 2, message: 'ended the shell' },
};
