import { describe, expect, it } from '@jest/globals';
import { isolated, shellWithProfile } from '../aws/environment.ts';

describe('the environment of the programs of local AWS', () => {
  it("does not have the user's own AWS settings", () => {
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

  it('keeps the proxy settings, and excludes the loopback interface from the proxy', () => {
    const proxy = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'registry.internal' };
    expect(isolated(proxy, '/run')).toMatchObject({
      HTTPS_PROXY: 'http://proxy:3128',
      NO_PROXY: 'registry.internal,127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
    });
  });
});

// POWERTOOLS_DEV=true ended the demo with a SyntaxError, LOG_LEVEL=trace ended it with a Python
// traceback, and PERSIST_STATE=1 made the emulator keep its state on disk.
describe.each([
  ...['POWERTOOLS_DEV', 'POWERTOOLS_LOG_LEVEL', 'LOG_LEVEL', 'PERSIST_STATE', 'STATE_DIR'],
  ...['NODE_OPTIONS', 'NODE_ENV', 'PYTHONPATH', 'PYTHONSTARTUP', 'LAMBDA_EXECUTOR', 'DEBUG'],
  ...['DYNAMODB_PERSIST', 'DOCKER_HOST', 'A_SETTING_OF_TOMORROW'],
])("does not include the user's variable %s", (name) => {
  it('does not reach the programs of local AWS', () => {
    expect(isolated({ [name]: 'set' }, '/run')).not.toHaveProperty(name);
  });

  it("is not changed in the user's own shell", () => {
    const run = { folder: '/run', url: 'http://127.0.0.1:1', region: 'us-east-1' };
    expect(shellWithProfile({ [name]: 'set' }, run, 'operator')).toMatchObject({
      [name]: 'set',
      AWS_PROFILE: 'operator',
    });
  });
});

it.each([
  ...['PATH', 'HOME', 'LANG', 'LC_ALL', 'TERM', 'TMPDIR', 'https_proxy', 'HTTPS_PROXY'],
  ...['npm_config_registry', 'PIP_INDEX_URL', 'XDG_CACHE_HOME', 'LOCAL_AWS_TOOLS'],
])('keeps %s for the programs of local AWS', (name) => {
  expect(isolated({ [name]: 'set' }, '/run')[name]).toContain('set');
});
