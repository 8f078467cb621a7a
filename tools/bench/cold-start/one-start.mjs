// One cold start: a new process imports a module as Lambda's runtime client does, answers one
// event, and writes its milliseconds of processor time and its bytes of memory. Usage: node
// one-start.mjs MODULE EVENT-AS-JSON 3>FILE
import { createRequire } from 'node:module';

// The modules that the client loads before a handler (aws-lambda-ric 4.0.2, index.mjs), also for an
// empty one.
const require = createRequire(import.meta.url);
for (const name of ['path', 'fs', 'net', 'http', 'os', 'util', 'worker_threads']) {
  require(`node:${name}`);
}

const [, , module, event] = process.argv;
const { handler } = await import(module);
await handler(JSON.parse(event), {
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:bench',
  memoryLimitInMB: '256',
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  getRemainingTimeInMillis: () => 10_000,
});
const { user, system } = process.cpuUsage();
const taken = { processorMilliseconds: (user + system) / 1000, bytes: process.memoryUsage.rss() };
require('node:fs').writeSync(3, JSON.stringify(taken));
process.exit(0);
