// One cold start: node has just begun, imports a module, answers one event, and says what it took.
// Usage: node one-start.mjs MODULE EVENT-AS-JSON
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
process.send?.({ maxRss: process.resourceUsage().maxRSS }, () => process.exit(0));
