import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parseTimes } from '../checks/parse-times.ts';

describe('the processor time of a command', () => {
  it('is that of the children, user and system together', () => {
    const output = 'passed\n0m0.010s 0m0.020s\n2m3.500s 0m4.250s\n';
    expect(parseTimes(output)).toBe(127.75);
  });

  it('is read from the shell of this machine', () => {
    const work = 'let i = 0; while (i < 3e8) i += 1';
    const script = `"${process.execPath}" -e '${work}'; times`;
    const output = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(parseTimes(output)).toBeGreaterThan(0.05);
    expect(parseTimes(output)).toBeLessThan(60);
  });

  it('is an error if the shell does not report it', () => {
    expect(() => parseTimes('passed')).toThrow('This is not the output of "times": passed');
  });
});
