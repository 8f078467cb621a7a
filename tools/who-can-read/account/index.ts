export type { AccountProgress } from './account-pages.ts';
export { type ClientSettings, stackClients } from './clients.ts';
export {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from './partial-knowledge.ts';
export { type Account, type Identity, readAccount } from './read-account.ts';
export type { ActivityFacts } from './read-activity.ts';
export { readCaller } from './read-caller.ts';
export { readKey } from './read-key.ts';
export { type LogGroupFacts, readLogGroup } from './read-log-group.ts';
export { type RoleFacts, readRole } from './read-role.ts';
export {
  readStack,
  type StackFacts,
  type StackOptions,
  type StackProgress,
} from './read-stack.ts';
export {
  type LoggingFacts,
  readStateMachine,
  type StateMachineFacts,
} from './read-state-machine.ts';
export { readTable, type TableFacts } from './read-table.ts';
export { readUser } from './read-user.ts';
export type { SessionFacts } from './session-facts.ts';
export { retrySettings } from './settings.ts';
export type { StackClients } from './stack-clients.ts';
