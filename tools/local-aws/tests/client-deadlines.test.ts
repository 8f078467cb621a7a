/**
 * A public bug report: with `requestTimeout` and without `throwOnRequestTimeout`, a silent endpoint
 * held a client forever.
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

const NEW_CLIENT = /\bnew [A-Z]\w*Client\(/g;

type Client = { readonly place: string; readonly source: string; readonly settings: string };

/** Every client that the sample, the stacks and the tools make, with the text of its argument. */
const found: readonly Client[] = globSync(['{functions,stacks,tools}/**/*.ts'], {
  cwd: PATHS.root,
  exclude: ['**/node_modules/**', '**/dist/**', '**/tests/**'],
}).flatMap((file) => clientsIn(file, readFileSync(join(PATHS.root, file), 'utf8')));

function clientsIn(file: string, source: string): readonly Client[] {
  return [...source.matchAll(NEW_CLIENT)].map((match) => ({
    place: `${file}:${source.slice(0, match.index).split('\n').length}`,
    source,
    settings: bracketed(source, match.index + match[0].length - 1),
  }));
}

/** The text from an opening bracket to the one that closes it. */
function bracketed(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    if ('([{'.includes(source[at] ?? '')) depth += 1;
    if (')]}'.includes(source[at] ?? '')) depth -= 1;
    if (depth === 0) return source.slice(from, at + 1);
  }
  throw new RangeError(`A bracket at ${from} is not closed.`);
}

const DEADLINES = /\bclientDeadlines\(|\bthrowOnRequestTimeout: true\b/;

/** Whether the settings, or the constants of the file that they name, have deadlines that throw. */
function hasDeadlines({ source, settings }: Client, deep = 4): boolean {
  if (DEADLINES.test(settings)) return true;
  if (deep === 0) return false;
  return (settings.match(/\b[A-Za-z]\w*\b/g) ?? []).some((name) => {
    const declared = new RegExp(`\\bconst ${name}\\b[^=\\n]*= `).exec(source);
    if (!declared) return false;
    const from = declared.index + declared[0].length;
    const end = source.indexOf(';\n', from);
    return hasDeadlines({ place: '', source, settings: source.slice(from, end) }, deep - 1);
  });
}

describe('the clients of AWS', () => {
  it('are found', () => {
    expect(found.length).toBeGreaterThan(30);
    for (const file of ['functions/save/', 'stacks/encrypted-activity/', 'tools/lab-runner/']) {
      expect(found.map(({ place }) => place)).toContainEqual(expect.stringContaining(file));
    }
  });

  it.each(found)('have deadlines that throw an error, in $place', (client) => {
    expect(hasDeadlines(client)).toBe(true);
  });

  it.each([
    'const settings = { region };\nconst kms = new KMSClient(settings);\n',
    "const a = { requestHandler: clientDeadlines() };\nconst kms = new KMSClient({ region: 'x' });\n",
    'const kms = new KMSClient({ requestHandler: { requestTimeout: 5 } });\n',
    'const kms = new KMSClient();\n',
  ])('without deadlines are found: %j', (source) => {
    expect(clientsIn('x.ts', source).map((client) => hasDeadlines(client))).toEqual([false]);
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
