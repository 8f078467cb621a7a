import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { type OutputLost, onOutputLost } from '../output-lost.ts';

const lostBy = (stream: EventEmitter, code: string): OutputLost[] => {
  const all: OutputLost[] = [];
  onOutputLost((lost) => all.push(lost), [stream]);
  stream.emit('error', Object.assign(new Error(`${code}: write`), { code }));
  return all;
};

it.each(['EPIPE', 'EIO'])('prints nothing after the reader has closed the pipe: %s', (code) => {
  const stream = new EventEmitter();
  expect(lostBy(stream, code)).toEqual([{ stream, exitCode: 141 }]);
});

it('says why output could not be written to a file', () => {
  const stream = new EventEmitter();
  expect(lostBy(stream, 'ENOSPC')).toEqual([
    { stream, exitCode: 1, problem: 'The output could not be written: ENOSPC: write' },
  ]);
});
