import { rm } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { cleanUpOnExit } from 'helpers/clean-up';
import { fakeDocker } from 'test-fixtures/fake-docker';
import { containerFixture } from '../container/container-fixture.ts';
import { reportsIn } from '../container/report-lines.ts';
import { Skipped } from '../skipped.ts';

const LOG = [
  'START RequestId: 2f1c Version: $LATEST',
  '{"message":"REPORT RequestId: none Duration: 9.00 ms"}',
  'END RequestId: 2f1c',
  'REPORT RequestId: 2f1c\tInit Duration: 0.06 ms\tDuration: 469.57 ms\tBilled Duration: 470 ms\tMemory Size: 256 MB\tMax Memory Used: 256 MB\t',
  'REPORT RequestId: 77ab\tDuration: 2.51 ms\tBilled Duration: 3 ms\tMemory Size: 256 MB\tMax Memory Used: 256 MB\t',
].join('\n');

describe('the bench of functions in containers', () => {
  it('reads the duration of each invocation, and ignores the output of the function', () => {
    expect(reportsIn(LOG)).toEqual([
      { requestId: '2f1c', duration: 469.57 },
      { requestId: '77ab', duration: 2.51 },
    ]);
  });

  it('is skipped without a Docker engine, with the reason and a fix', async () => {
    const folder = await fakeDocker('echo "Cannot connect to the Docker daemon." >&2; exit 1');
    const cleanUp = cleanUpOnExit(() => {});
    try {
      const skipped = await containerFixture({ PATH: folder }, cleanUp).catch((error) => error);

      expect(skipped).toBeInstanceOf(Skipped);
      expect(skipped.message).toMatch(
        /^no Docker engine answers \(Cannot connect .*\)\. What helps: start Docker/,
      );
    } finally {
      await cleanUp.run();
      await rm(folder, { recursive: true });
    }
  });
});
