import { once } from 'node:events';
import { createServer } from 'node:http';

/** A DynamoDB that accepts every put at once, so that the benchmark measures the function alone. */
export async function tableEndpoint(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
