import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateStateMachineCommand, DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { moto } from '../upstreams/moto.ts';
import { pythonOf, startUpstream } from '../upstreams/python-upstream.ts';

// npm packs, installs from a registry, and runs; pip installs moto.
jest.setTimeout(600_000);

const pack = fileURLToPath(new URL('../../', import.meta.url));
const FILE = 'key-gateway-1.0.0.tgz';
const OLDEST = 20;
const ACCOUNT = '123456789012';

const undo: (() => Promise<unknown>)[] = [];
let folder: string;
let environment: Readonly<Record<string, string>>;
let upstream: string;

/** Returns the folder of the oldest supported Node.js, if PATH has one. */
async function folderOfOldestNode(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const one of folders.filter((each) => existsSync(join(each, 'node')))) {
    const { stdout } = await execa(join(one, 'node'), ['--version'], { reject: false });
    if (stdout.startsWith(`v${OLDEST}.`)) return one;
  }
  return undefined;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-gateway-packed-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: pack });
  const python = await pythonOf(moto);
  if (python === undefined) throw new Error('moto needs Python 3.11 or newer on PATH.');
  const started = await startUpstream(moto, python, folder);
  undo.push(started.stop);
  upstream = started.url;
  const old = await folderOfOldestNode();
  const path = process.env['PATH'] ?? '';
  environment = {
    PATH: old === undefined ? path : `${old}${delimiter}${path}`,
    HOME: folder,
    npm_config_cache: join(process.env['HOME'] ?? folder, '.npm'),
    NO_COLOR: '1',
  };
  process.stderr.write(old === undefined ? `Node.js ${OLDEST} is not in PATH.\n` : '');
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

const npx = (...args: readonly string[]) =>
  execa('npx', ['--yes', `--package=./${FILE}`, 'key-gateway', ...args], {
    ...{ cwd: folder, env: environment, extendEnv: false, reject: false, detached: true },
  });

describe('the packed file, in a folder that has nothing else', () => {
  // id: gateway-packed
  it('gives the first result of its README in front of moto', async () => {
    const port = await freePort();
    const gateway = npx('--upstream', upstream, '--port', String(port));
    let printed = '';
    gateway.stdout.on('data', (chunk: Buffer) => {
      printed += String(chunk);
    });
    undo.push(async () => {
      if (gateway.pid !== undefined) process.kill(-gateway.pid, 'SIGTERM');
      await gateway;
    });
    await poll(
      'The lines about moto',
      async () => (printed.includes('no signatures') ? true : undefined),
      { every: 200, deadline: 120_000 },
    );
    const url = `http://127.0.0.1:${port}`;
    expect(printed).toContain(`export AWS_ENDPOINT_URL=${url}`);
    const root = { accessKeyId: ACCOUNT, secretAccessKey: 'test' };
    const { kms, stepFunctions } = sdkFor(url, root);
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:GenerateDataKey'],
              Resource: '*',
            },
          ],
        }),
      }),
    );
    const { stateMachineArn } = await stepFunctions.send(
      new CreateStateMachineCommand({
        name: 'first',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/any`,
        definition: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
        encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KeyMetadata?.Arn },
      }),
    );
    const describes = (includedData: 'ALL_DATA' | 'METADATA_ONLY') =>
      stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn, includedData }));
    await expect(describes('ALL_DATA')).rejects.toMatchObject({ name: 'KmsAccessDeniedException' });
    expect(await describes('METADATA_ONLY')).toMatchObject({ definition: '{}' });

    const events = await npx('events');
    expect({ exitCode: events.exitCode, stderr: events.stderr }).toEqual({
      exitCode: 0,
      stderr: '',
    });
    expect(events.stdout).toContain('Decrypt');
  });

  it('reports wrong options', async () => {
    const { exitCode, stderr } = await npx('--port', '1');
    expect(exitCode).toBe(1);
    expect(stderr).toContain("required option '--upstream <url>'");
  });

  it('contains its README and license, and no source or test', async () => {
    const { stdout } = await execa('tar', ['tzf', FILE], { cwd: folder });
    const files = stdout.split('\n');
    expect(files).toEqual(
      expect.arrayContaining(['package/README.md', 'package/LICENSE', 'package/dist/cli.js']),
    );
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((file) => file.includes('/tests/'))).toEqual([]);
  });
});
