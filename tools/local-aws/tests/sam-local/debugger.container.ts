import { describe, expect, it } from '@jest/globals';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { runAnyway } from 'helpers/run-program';
import { invokeArguments } from '../../sam-local/invoke.ts';
import { eventPath } from './expectation.ts';
import { workbench } from './sam-local-fixture.ts';

/** The first message of a debugger (https://chromedevtools.github.io/devtools-protocol/). */
const ATTACH = ['Runtime.enable', 'Debugger.enable', 'Runtime.runIfWaitingForDebugger'];

/** The debugger's address, or undefined while nothing listens. */
async function inspectorUrl(port: number): Promise<string | undefined> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`)
    .then((response) => response.json())
    .catch(() => undefined);
  return Array.isArray(targets) ? targets[0]?.webSocketDebuggerUrl : undefined;
}

describe('a function that is debugged', () => {
  const bench = workbench();

  it('waits for the debugger, and continues on its command', async () => {
    const port = await freePort();
    const args = invokeArguments(
      { ...bench, env: process.env },
      {
        id: 'CheckPriceFunction',
        event: eventPath('check-price.json'),
        options: ['--debug-port', String(port)],
      },
    );
    const running = runAnyway(bench.sam, args, { env: process.env, timeout: 60_000 });
    const url = await poll('The debugger', () => inspectorUrl(port), { deadline: 30_000 });

    const socket = new WebSocket(url);
    const paused = new Promise<string>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const { method, params } = JSON.parse(String(data));
        if (method === 'Debugger.paused') resolve(params.reason);
      });
    });
    const send = (method: string): void => socket.send(JSON.stringify({ id: 1, method }));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    for (const method of ATTACH) send(method);
    const reason = await paused;
    send('Debugger.resume');
    const { stdout } = await running;
    socket.close();

    expect(reason).toBe('Break on start');
    expect(JSON.parse(stdout)).toEqual({ stock_price: 42, ticker: 'AMZN' });
  }, 90_000);
});
