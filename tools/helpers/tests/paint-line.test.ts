import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { describe, expect, it } from '@jest/globals';
import { paintLine } from '../paint-line.ts';

/** A terminal of a process with these environment variables. */
function terminal(env: NodeJS.ProcessEnv = {}) {
  const stream = new PassThrough();
  const getColorDepth = () =>
    WriteStream.prototype.getColorDepth.call(stream, { TERM: 'xterm-256color', ...env });
  return Object.assign(stream, { isTTY: true, getColorDepth });
}

describe('a line', () => {
  it('has the color of its symbol on a terminal', () => {
    expect(paintLine('✔ done', terminal())).toContain('\u001b[32m');
  });

  it('has no color where NO_COLOR is set', () => {
    expect(paintLine('✔ done', terminal({ NO_COLOR: '1' }))).toBe('✔ done');
  });

  it('has no color in a file', () => {
    expect(paintLine('✘ no', new PassThrough())).toBe('✘ no');
  });

  it('has no color without a symbol', () => {
    expect(paintLine('plain', terminal())).toBe('plain');
  });
});
