import { type IncomingMessage, request } from 'node:http';

/** An answer of the emulator, whole. */
export type PassedOn = { status: number; headers: string[]; body: Buffer };

/** Sends a request on as it came, the Host header included, since the signature holds it. */
export function passOn(url: string, incoming: IncomingMessage, body: Buffer): Promise<PassedOn> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: incoming.method, path: incoming.url, headers: incoming.rawHeaders, agent: false },
      (answer) => {
        answer.toArray().then(
          (chunks) =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.rawHeaders,
              body: Buffer.concat(chunks),
            }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
