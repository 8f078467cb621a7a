import { request } from 'node:http';

/** The parts of an answer that tests use. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
};

export type Ask = { method?: string; headers?: Record<string, string>; body?: string };

/** Sends a request with exactly these headers. `fetch` would change Host and Origin. */
export function visit(url: string, { method = 'GET', headers = {}, body }: Ask = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A visitor that authenticated as a browser does. */
export type Visitor = {
  readonly origin: string;
  readonly cookie: string;
  readonly pageToken: string;
  /** Headers of a call as the page makes it. */
  readonly headers: Record<string, string>;
  call(path: string, body: object): Promise<Answer>;
};

/** Opens the address of the terminal, and returns cookie and page token. */
export async function enter(address: string): Promise<Visitor> {
  const { origin } = new URL(address);
  const opening = await visit(address);
  const [cookie = ''] = String(opening.headers['set-cookie']).split(';');
  const { body } = await visit(`${origin}/`, { headers: { cookie } });
  const pageToken = /name="console-token" content="([^"]+)"/.exec(body)?.[1] ?? '';
  const headers = {
    cookie,
    origin,
    'x-console-token': pageToken,
    'content-type': 'application/json',
  };
  return {
    ...{ origin, cookie, pageToken, headers },
    call: (path, content) =>
      visit(`${origin}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(content) }),
  };
}
