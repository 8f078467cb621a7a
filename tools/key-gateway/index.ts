export { roleSessionName } from './caller/role-session.ts';
export { runGateway } from './commands/run-gateway.ts';
export { showEvents } from './commands/show-events.ts';
export { upstreamFolder } from './commands/upstream-folder.ts';
export { readExecution } from './emulator-state/read-execution.ts';
export type { KmsEvent } from './events/kms-event.ts';
export { type Gateway, startGateway } from './gateway.ts';
export { deadline } from './http/deadline.ts';
export { isObject } from './http/strict-json.ts';
