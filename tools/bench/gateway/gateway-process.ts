import { startGateway } from 'key-gateway';

/** A gateway in its own process, which reports its memory on request. */
const [upstream = '', folder = ''] = process.argv.slice(2);
const gateway = await startGateway({ upstream, folder, log: (line) => console.error(line) });
process.send?.({ url: gateway.url });
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
});
process.on('disconnect', () => void gateway.stop().then(() => process.exit(0)));
