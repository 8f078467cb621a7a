import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { whoCanRead } from 'test-fixtures/run-who-can-read';
import { awsCliVariables } from '../../command/aws-settings.ts';

jest.setTimeout(60_000);

// The page said "as the AWS CLI does". But AWS_DEFAULT_REGION caused "Region is missing", the command
// ignored AWS_DEFAULT_PROFILE, and no error said that a profile does not exist.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-settings-'));
  await writeFile(join(folder, 'config'), '[profile audit]\nregion = eu-west-1\n');
  await writeFile(
    join(folder, 'credentials'),
    '[audit]\naws_access_key_id = AKIAAUDIT\naws_secret_access_key = none\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Excludes the settings of this machine. */
const nothing = () => ({
  AWS_CONFIG_FILE: join(folder, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  AWS_EC2_METADATA_DISABLED: 'true',
  ...Object.fromEntries(
    [
      'REGION',
      'DEFAULT_REGION',
      'PROFILE',
      'DEFAULT_PROFILE',
      'ACCESS_KEY_ID',
      'SESSION_TOKEN',
    ].map((name) => [`AWS_${name}`, undefined]),
  ),
});

/** The `Authorization` headers of the requests that the command makes. */
async function asked(env: NodeJS.ProcessEnv): Promise<string[]> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? '');
    response.writeHead(400).end();
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}`;
  await whoCanRead(['--stack-name', 's', '--endpoint-url', url], { ...nothing(), ...env });
  server.close();
  return seen;
}

describe('who-can-read --stack-name', () => {
  it.each([
    ['no region: give --region or AWS_REGION', [], {}],
    ['there is no profile nope in ', ['--profile', 'nope'], {}],
    ['there is no profile nope in ', ['--region', 'eu-west-1'], { AWS_PROFILE: 'nope' }],
    ['there is no profile nope in ', [], { AWS_DEFAULT_PROFILE: 'nope' }],
  ])('reports a missing setting: %s (%j %j)', async (words, args, env) => {
    const ended = await whoCanRead(['--stack-name', 's', ...args], { ...nothing(), ...env });

    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain(words);
  });

  it('also reads Region and profile from the variables of the AWS CLI', async () => {
    const [byProfile] = await asked({ AWS_DEFAULT_PROFILE: 'audit' });
    expect(byProfile).toMatch(/Credential=AKIAAUDIT\/\d+\/eu-west-1\//);
    const [byBoth] = await asked({
      AWS_DEFAULT_PROFILE: 'audit',
      AWS_DEFAULT_REGION: 'eu-north-1',
    });
    expect(byBoth).toMatch(/Credential=AKIAAUDIT\/\d+\/eu-north-1\//);
  });
});

it('prefers the variables of the SDK to the variables that only the AWS CLI reads', () => {
  const both = {
    AWS_REGION: 'a',
    AWS_DEFAULT_REGION: 'b',
    AWS_PROFILE: '',
    AWS_DEFAULT_PROFILE: 'c',
  };
  expect(awsCliVariables(both)).toEqual({ AWS_REGION: 'a', AWS_PROFILE: 'c' });
  expect(awsCliVariables({})).toEqual({});
});
