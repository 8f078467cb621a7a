import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { workingFolder } from '../../command/working-folder.ts';

jest.setTimeout(60_000);

// npm changes to the root. "cd stacks/express && npm run who-can-read -- --template template.yaml"
// once reported on the template of the root without a message about it.

const root = fileURLToPath(new URL('../../../../', import.meta.url));

describe('file names', () => {
  it('are relative to the folder from which npm was called', async () => {
    const functions = ['CheckPrice', 'Buy', 'Sell', 'Save'].map(
      (name) => `${name}FunctionArn=arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    );
    const role = 'CallerRoleArn=arn:aws:iam::123456789012:role/caller';
    const { stdout, stderr } = await execa(
      'npm',
      [
        ...['run', '--silent', 'who-can-read', '--', '--template', 'template.yaml'],
        ...['--parameter', ...functions, role],
      ],
      { cwd: `${root}stacks/express`, reject: false },
    );

    expect(stderr).toBe('');
    expect(stdout).toContain('ExpressStateMachineExecutionRole');
    expect(stdout.split('\n')[1]).toBe('  template       template.yaml');
  });

  it('are relative to the current folder without npm, or if another npm script runs the command', () => {
    expect(workingFolder('who-can-read', {}, '/here')).toBe('/here');
    const other = { npm_lifecycle_event: 'test', INIT_CWD: '/there' };
    expect(workingFolder('who-can-read', other, '/here')).toBe('/here');
  });
});
