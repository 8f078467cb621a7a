/** When the emulator ended, the gateway logged a line for each request. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { deciding } from './authorization-fixture.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests } from './fake-upstream.ts';
import { caller, EXECUTION } from './permissive-emulator.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
beforeAll(async () => {
  fixture = await start();
});
const call = caller(() => fixture.gateway.url);
const read = () => call('AWSStepFunctions.DescribeExecution', { executionArn: EXECUTION });

describe('an emulator that ends', () => {
  // id: emulator-ends
  it('is logged once when it ends, and once when it answers again', async () => {
    fixture.answers(deciding());
    expect((await read()).status).toBe(400);
    expect(fixture.gateway.isUpstreamUp()).toBe(true);
    const address = fixture.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    fixture.server.closeAllConnections();
    await new Promise((resolve) => fixture.server.close(resolve));
    for (let times = 0; times < 5; times += 1) {
      expect(await read()).toMatchObject({ status: 503, type: 'ServiceUnavailableException' });
    }
    expect(fixture.gateway.isUpstreamUp()).toBe(false);
    expect(fixture.logged).toEqual([expect.stringContaining('does not answer')]);
    await new Promise<void>((resolve) => fixture.server.listen(port, '127.0.0.1', resolve));
    await poll('The emulator is back', async () =>
      (await read()).status === 400 ? true : undefined,
    );
    expect(fixture.gateway.isUpstreamUp()).toBe(true);
    expect(fixture.logged).toEqual([
      expect.stringContaining('does not answer'),
      expect.stringContaining('answers again'),
    ]);
  });
});
