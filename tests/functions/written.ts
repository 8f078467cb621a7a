import { jest } from '@jest/globals';

/** Collects the text that the test writes to standard output and standard error, and does not print it. */
export const captureWritten = () => {
  const pieces: string[] = [];
  const keep = (piece: string | Uint8Array): boolean => {
    pieces.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString());
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(keep);
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  return {
    text: (): string => pieces.join(''),
    /** The log lines, parsed. */
    lines: (): readonly Record<string, unknown>[] =>
      pieces
        .join('')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
};
