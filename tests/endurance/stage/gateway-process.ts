import { startGateway } from '../../../local/gateway/gateway.ts';

/** A gateway in a process of its own, which can be killed and says how much memory it uses. */
const [upstream = '', folder = '', port = '0'] = process.argv.slice(2);
const gateway = await startGateway({ upstream, folder, port: Number(port) });
process.send?.({ port: gateway.port });
process.on('message', () => {
  globalThis.gc?.();
  process.send?.({ heapMiB: process.memoryUsage().heapUsed / 2 ** 20 });
});
process.on('disconnect', () => void gateway.stop().then(() => process.exit(0)));
