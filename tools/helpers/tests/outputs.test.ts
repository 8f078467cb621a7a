import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { type OutputLost, onOutputLost } from '../output-lost.ts';

const told = (code: string): OutputLost[] => {
  const stream = new EventEmitter();
  const all: OutputLost[] = [];
  onOutputLost((lost) => all.push(lost), [stream]);
  stream.emit('error', Object.assign(new Error(`${code}: write`), { code }));
  return all;
};

it.each(['EPIPE', 'EIO'])('says nothing to a reader who has gone: %s', (code) => {
  expect(told(code)).toEqual([{ exitCode: 141 }]);
});

it('says why output could not be written to where it should stay', () => {
  expect(told('ENOSPC')).toEqual([
    { exitCode: 1, problem: 'The output could not be written: ENOSPC: write' },
  ]);
});
