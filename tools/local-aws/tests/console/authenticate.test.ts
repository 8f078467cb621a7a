import { beforeAll, describe, expect, it } from '@jest/globals';
import { quietConsole } from './quiet-console.ts';
import { type Ask, enter, type Visitor, visit } from './visit.ts';

const start = quietConsole();

let address: string;
let logged: string[];
let inside: Visitor;

beforeAll(async () => {
  const started = await start();
  address = started.console.url;
  logged = started.logged;
  inside = await enter(address);
});

const about = (change: Partial<Record<string, string | undefined>>, more: Ask = {}) => {
  const all = Object.entries({ ...inside.headers, ...change });
  const headers = Object.fromEntries(all.flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
  return visit(`${inside.origin}/api/about`, { method: 'POST', body: '{}', ...more, headers });
};

describe('the console authenticates', () => {
  it('a browser that opens the address from the terminal, and returns the page', async () => {
    const { status, body } = await inside.call('about', {});

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ account: '123456789012', region: 'us-east-1' });
  });

  it('a cookie that scripts cannot read and other sites cannot send', async () => {
    const { headers } = await visit(address);

    expect(String(headers['set-cookie'])).toMatch(
      /^console-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('requests to localhost', async () => {
    const { port } = new URL(address);
    const host = `localhost:${port}`;

    expect((await about({ host, origin: `http://${host}` })).status).toBe(200);
  });
});

describe('the console rejects', () => {
  it.each(['', '?token=', '?token=wrong'])('a request only for "/%s"', async (query) => {
    const answer = await visit(`${inside.origin}/${query}`);

    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain(inside.pageToken);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['/', '/console.js', '/style.css', '/icon.svg'])(
    'from %s without the cookie',
    async (path) => {
      expect((await visit(inside.origin + path)).status).toBe(403);
    },
  );

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost.evil.example'])(
    'a host name that was pointed at this machine: %s',
    async (host) => {
      expect((await about({ host })).status).toBe(421);
      expect((await visit(address, { headers: { host } })).status).toBe(421);
    },
  );

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['a call without an origin', { origin: undefined }],
    ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['another port, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
    ['a call without a cookie', { cookie: undefined }],
    ['a call with another cookie', { cookie: 'console-1=guess' }],
    ['a call with the cookie and without the token of the page', { 'x-console-token': undefined }],
    ['a call with a guessed token of the page', { 'x-console-token': 'A'.repeat(43) }],
  ])('%s', async (_, headers) => {
    expect((await about(headers)).status).toBe(403);
  });

  it('a form of another page, because it is not JSON', async () => {
    expect((await about({ 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('calls with GET, and writes to pages', async () => {
    expect((await about({}, { method: 'GET' })).status).toBe(405);
    const posted = await visit(inside.origin, { method: 'POST', headers: inside.headers });
    expect(posted.status).toBe(405);
  });

  it('preflight requests of other origins', async () => {
    const asked = { ...inside.headers, 'access-control-request-method': 'POST' };
    const answer = await visit(`${inside.origin}/api/about`, { method: 'OPTIONS', headers: asked });

    expect(answer.status).toBe(405);
    const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'));
    expect(names).toEqual([]);
  });
});

describe('the console answers', () => {
  it.each([
    ['no JSON', 'about', 'call', '{', 400],
    ['JSON that is not an object', 'list', 'call', '[]', 400],
    [
      'a call that the page cannot make',
      'iam',
      'call',
      '{"name":"iam:CreateUser","as":"operator","input":{}}',
      400,
    ],
    [
      'a name of an object property',
      'proto',
      'call',
      '{"name":"constructor","as":"operator","input":{}}',
      400,
    ],
    [
      'an unknown identity',
      'who',
      'call',
      '{"name":"states:ListStateMachines","as":"unknown","input":{}}',
      400,
    ],
    ['an unknown path', 'path', 'nothing', '{}', 404],
    [
      'a body that is too large',
      'long',
      'call',
      JSON.stringify({ long: 'x'.repeat(1_100_000) }),
      413,
    ],
    [
      'an unreachable AWS',
      'aws',
      'call',
      '{"name":"states:ListStateMachines","as":"operator","input":{}}',
      502,
    ],
  ])('%s with a plain message', async (_, __, path, body, status) => {
    const { headers } = inside;
    const answer = await visit(`${inside.origin}/api/${path}`, { method: 'POST', headers, body });

    expect(answer.status).toBe(status);
  });

  it('with a content security policy that allows only its own script and style', async () => {
    const { headers } = await visit(`${inside.origin}/`, { headers: { cookie: inside.cookie } });
    const policy = String(headers['content-security-policy']);

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('without the token or credentials in pages, answers and the log', async () => {
    const paths = ['/', '/console.js', '/style.css'];
    const pages = await Promise.all(
      paths.map((path) => visit(inside.origin + path, { headers: { cookie: inside.cookie } })),
    );
    const said = [
      ...pages.map(({ body }) => body),
      (await inside.call('about', {})).body,
      ...logged,
    ];
    const token = new URL(address).searchParams.get('token') ?? '';

    expect(token).toHaveLength(43);
    for (const text of said) {
      expect(text).not.toContain(token);
      expect(text).not.toContain('unsaid');
      expect(text).not.toContain(inside.cookie.split('=')[1]);
    }
    expect(logged.length).toBeGreaterThan(0);
  });
});
