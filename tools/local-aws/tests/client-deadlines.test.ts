/**
 * A public bug report: with `requestTimeout` and without `throwOnRequestTimeout`, a silent endpoint
 * held a client for ever.
 */
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { clientDeadlines } from 'helpers/client-deadlines';
import { PATHS } from 'helpers/project-paths';
import { rootOf } from 'helpers/root-credentials';
import { clients } from '../aws/clients.ts';

const NEW_CLIENT = /\bnew [A-Z]\w*Client\(/;
const files = globSync('tools/**/*.ts', {
  cwd: PATHS.root,
  exclude: ['**/node_modules/**', '**/dist/**', '**/tests/**'],
}).filter((file) => NEW_CLIENT.test(readFileSync(join(PATHS.root, file), 'utf8')));

describe('the clients of AWS', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  it.each(files)('have deadlines that throw, in %s', (file) => {
    expect(readFileSync(join(PATHS.root, file), 'utf8')).toMatch(/\bclientDeadlines\(/);
  });

  it('fail when the endpoint is silent', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = new SFNClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: rootOf('123456789012'),
      maxAttempts: 1,
      requestHandler: clientDeadlines({ request: 200 }),
    });
    const request = client.send(new ListStateMachinesCommand());
    await expect(request).rejects.toMatchObject({ name: 'TimeoutError' });
    client.destroy();
    server.close();
  });

  it('wait longer for StartSyncExecution than it takes', async () => {
    const endpoint = { url: 'http://127.0.0.1:1', region: 'us-east-1' };
    const { stepFunctions } = clients(endpoint, rootOf('123456789012'));
    const { requestTimeout } = Object(
      await Object(stepFunctions.config.requestHandler).configProvider,
    );
    expect(requestTimeout).toBeGreaterThan(300_000);
  });
});
