import { describe, expect, it } from '@jest/globals';
import { progressLine } from '../../command/progress-line.ts';

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, columns: 20, written, write: (text: string) => written.push(text) };
};

describe('progress', () => {
  it('is one line on a terminal, shortened to its width and removed at the end', () => {
    const terminal = stream(true);
    const line = progressLine(terminal);

    line.show('Reading the account: 1234 users');
    line.clear();

    expect(terminal.written).toEqual(['\r\u001b[KReading the account', '\r\u001b[K']);
  });

  it('is not written to files and pipes', () => {
    const pipe = stream(false);
    const line = progressLine(pipe);

    line.show('Reading');
    line.clear();

    expect(pipe.written).toEqual([]);
  });
});
