import { describe, expect, it } from '@jest/globals';
import { isolated } from '../aws/environment.ts';

describe('the environment of the programs of local AWS', () => {
  it("holds nothing of the person's own AWS settings", () => {
    const env = isolated(
      {
        PATH: '/usr/bin',
        AWS_PROFILE: 'production',
        AWS_SESSION_TOKEN: 'secret',
        AWS_ENDPOINT_URL_S3: 'https://elsewhere',
        SAM_CLI_TELEMETRY: '1',
      },
      '/run',
    );
    expect(JSON.stringify(env)).not.toMatch(/production|secret|elsewhere/);
    expect(env).toMatchObject({
      AWS_CONFIG_FILE: '/run/aws-config',
      AWS_SHARED_CREDENTIALS_FILE: '/run/aws-credentials',
      SAM_CLI_TELEMETRY: '0',
    });
  });

  it('keeps what a person behind a proxy needs, and reaches the loopback interface without it', () => {
    const proxy = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'registry.internal' };
    expect(isolated(proxy, '/run')).toMatchObject({
      HTTPS_PROXY: 'http://proxy:3128',
      NO_PROXY: 'registry.internal,127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
    });
  });
});
