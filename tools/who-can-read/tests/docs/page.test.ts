import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runHere } from 'test-fixtures/run-who-can-read';
import { organizationKey } from '../proof/access-models.ts';
import { approval, express } from '../proof/examples.ts';

// The tests start programs, which takes longer on a busy machine.
jest.setTimeout(60_000);

const pageOf = (name: string): string =>
  readFileSync(new URL(`../../../../docs/guides/${name}`, import.meta.url), 'utf8');
const page = pageOf('who-can-read.md');

/** Returns the commands of a page that need no deployed stack, from code blocks of these languages. */
function commandsOf(text: string): readonly string[] {
  const languages = ['sh', 'bash'].join('|');
  return [...text.matchAll(new RegExp(`\`\`\`(?:${languages})\\n([\\s\\S]*?)\`\`\``, 'g'))]
    .flatMap(([, fenced = '']) => fenced.replaceAll('\\\n', ' ').trim().split('\n'))
    .filter((line) => line.startsWith('npm run who-can-read') && line.includes('--template '))
    .map((line) => line.replace(/^npm run who-can-read -- /, '').trim());
}

/** Replaces the text in angle brackets and the name of the key policy file, as a user does. */
const folder = mkdtempSync(join(tmpdir(), 'who-can-read-docs-'));
const { key, policy } = organizationKey({ OrganizationPath: 'o-a1b2c3d4e5/*' });
const values: Readonly<Record<string, string | undefined>> = {
  '<key-arn>': key.arn,
  '<arn>': express.parameters['SaveFunctionArn'],
  '<role-arn>': express.parameters['CallerRoleArn'],
  '<state-machine-arn>': approval.parameters['StockTradingStateMachineArn'],
  '<your-user-arn>': approval.parameters['ApproverArn'],
  'key-policy.json': join(folder, 'key-policy.json'),
};
const filledIn = (command: string): string =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(name, value ?? name),
    command,
  );

beforeAll(() => writeFileSync(join(folder, 'key-policy.json'), JSON.stringify(policy)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/guides/who-can-read.md', () => {
  it('lists exactly the options of the command', async () => {
    const { stdout } = await runHere(['--help']);
    const options = (text: string) => new Set(text.match(/--[a-z][a-z-]*[a-z]/g));
    const known = [...options(stdout)].filter((name) => name !== '--help');
    // A code block for AWS itself can show commands of other programs.
    const ours = page.replaceAll(/```bash only=aws\n[\s\S]*?```/g, '');

    expect([...options(ours)].sort()).toEqual(known.sort());
  });
});

describe.each([
  ['who-can-read.md', 4],
  ['security-account.md', 2],
  ['express.md', 1],
  ['encrypted-activity.md', 1],
])('docs/%s', (name, count) => {
  const commands = commandsOf(pageOf(name));

  it.each(commands)('shows a command that works: %s', async (command) => {
    const { exitCode, stderr } = await runHere(filledIn(command).split(/\s+/));

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('shows some commands', () => {
    expect(commands).toHaveLength(count);
  });
});
