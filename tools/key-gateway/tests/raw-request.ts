import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A plain connection to an address. */
export async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/**
 * Sends bytes on a new connection, and returns everything that arrives until the other side closes
 * it, or until some milliseconds without a byte.
 */
export async function exchangeRaw(
  url: string,
  bytes: string | Buffer,
  timeout = 2000,
): Promise<string> {
  const socket = await connected(url);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  socket.setTimeout(timeout, () => socket.destroy());
  socket.write(bytes);
  // A reset is an end too. The bytes before it count.
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}
