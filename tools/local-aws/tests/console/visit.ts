import { request } from 'node:http';

/** An answer, as far as tests look at it. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
};

export type Ask = { method?: string; headers?: Record<string, string>; body?: string };

/** A request with exactly these headers, which `fetch` would not send: Host and Origin included. */
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

/** Somebody who got in as a browser does. */
export type Visitor = {
  readonly origin: string;
  readonly cookie: string;
  readonly pageToken: string;
  /** Headers of a call as the page makes it. */
  readonly headers: Record<string, string>;
  call(path: string, body: object): Promise<Answer>;
};

/** Opens the address of the terminal and takes cookie and page token along. */
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
