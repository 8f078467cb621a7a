import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHere } from 'test-fixtures/run-who-can-read';
import { type Difference, differencesIn, underKeyPolicy } from '../../compare-readers.ts';
import type { LearnerLab, RecordedCall } from '../../learner-lab.ts';
import { CHECKS } from '../../verify/checks-by-page.ts';
import { verifyPage } from '../../verify/verify.ts';

export const STATE_MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:stock-trading';
export const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';

/** A statement that solves the task of page 3. */
export const AUDITOR = JSON.stringify({
  ...{ Sid: 'Auditor', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  Principal: { AWS: 'arn:aws:iam::123456789012:role/auditor' },
  Condition: {
    StringEquals: {
      'kms:ViaService': 'states.us-east-1.amazonaws.com',
      'kms:EncryptionContext:aws:states:stateMachineArn': STATE_MACHINE,
    },
  },
});

/** A read of the auditor with a key of the security account. */
export const FOREIGN_READ: RecordedCall = {
  ...{ operation: 'Decrypt', isDenied: false },
  keyArn: KEY.replace('123456789012', '111122223333'),
  principal: 'arn:aws:sts::123456789012:assumed-role/auditor/session',
};

/** A lab without any work of the learner, except for some parts. */
export const labWith = (
  files: Readonly<Record<string, string>>,
  more: Partial<LearnerLab> = {},
): LearnerLab => ({
  folder: 'lab',
  outputs: async () => undefined,
  parameters: async () => ({}),
  executions: async () => [],
  trades: async () => [],
  statements: async () => [],
  keyArn: async () => KEY,
  keyState: async () => 'Disabled',
  calls: async () => [],
  callerArn: async (name) => `arn:aws:sts::123456789012:assumed-role/${name}/session`,
  readersUnder: whoCanReadUnder,
  file: async (name) => files[name],
  ...more,
});

/** Decides as the command of the learner's lab does, in this process. */
async function whoCanReadUnder(
  policy: object,
  stackName: string,
  expected: object,
): Promise<readonly Difference[]> {
  const folder = await mkdtemp(join(tmpdir(), 'verify-'));
  try {
    const [file, wanted] = [join(folder, 'policy.json'), join(folder, 'expected.json')];
    await writeFile(file, JSON.stringify(policy));
    await writeFile(wanted, JSON.stringify({ version: 1, ...expected }));
    const what = underKeyPolicy(STATE_MACHINE, KEY, file, stackName);
    const { stdout, stderr } = await runHere([...what, '--json', '--expect', wanted]);
    return differencesIn(stdout, stderr);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Verifies a page. Returns whether it is finished, and what the learner sees. */
export async function verify(page: string, lab: LearnerLab) {
  const lines: string[] = [];
  const state = await verifyPage({ title: 'T' }, CHECKS[page] ?? [], lab, (line) => {
    lines.push(line);
  });
  return { state, isDone: state === 'done', text: lines.join('\n') };
}

/** The mark before the check whose title begins with these words: `✔`, `✘` or `?`. */
export async function markOf(page: string, lab: LearnerLab, title: string): Promise<string> {
  const { text } = await verify(page, lab);
  const line = text.split('\n').find((one) => one.slice(2).startsWith(title));
  if (line === undefined) throw new Error(`There is no check "${title}" in: ${text}`);
  return line.slice(0, 1);
}
