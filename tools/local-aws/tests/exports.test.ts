import { describe, expect, it } from '@jest/globals';
import { exportsFor } from '../start.ts';

const local = { endpoint: { url: 'http://127.0.0.1:4570', region: 'us-east-1' } };
const namesIn = (lines: readonly string[]): string[] =>
  lines.map((line) => /^ {2}export (\w+)=/.exec(line)?.[1] ?? line);

describe('the exports that npm start prints', () => {
  it('set the endpoint, a profile, and the commands of local AWS first on PATH', () => {
    const lines = exportsFor(local, { PATH: '/usr/bin' }, '/clone/bin');

    expect(namesIn(lines)).toEqual([
      ...['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
      ...['AWS_PROFILE', 'AWS_DISABLE_HOST_PREFIX_INJECTION', 'PATH'],
    ]);
    expect(lines).toContain('  export AWS_ENDPOINT_URL=http://127.0.0.1:4570');
    expect(lines.at(-1)).toBe('  export PATH=/clone/bin:"$PATH"');
  });

  it('quote a path with a space or an umlaut', () => {
    const lines = exportsFor(local, {}, "/my folder's ü/bin");

    expect(lines.at(-1)).toBe(String.raw`  export PATH='/my folder'\''s ü/bin':"$PATH"`);
  });

  it.each(['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY'])(
    'exclude the loopback address from the proxy where %s is set',
    (name) => {
      const base = { [name]: 'http://proxy:3128', NO_PROXY: 'registry.internal' };
      const lines = exportsFor(local, base, '/clone/bin');

      expect(lines).toContain('  export NO_PROXY=registry.internal,127.0.0.1,localhost');
      expect(lines).toContain('  export no_proxy=127.0.0.1,localhost');
    },
  );
});
