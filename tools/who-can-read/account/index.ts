export type { AccountProgress } from './account-pages.ts';
export {
  type ClientSettings,
  retrySettings,
  type StackClients,
  stackClients,
} from './clients.ts';
export type { DeployedStack, StackResource } from './deployed-stacks.ts';
export {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from './partial-knowledge.ts';
export { type Account, readAccount } from './read-account.ts';
export type { ActivityFacts } from './read-activity.ts';
export { type BucketPolicies, readBucketPolicies } from './read-buckets.ts';
export { readCaller } from './read-caller.ts';
export type { Identity } from './read-identity.ts';
export { readKey } from './read-key.ts';
export { type LogGroupFacts, readLogGroup } from './read-log-group.ts';
export { type RoleFacts, readRole } from './read-role.ts';
export {
  type DeployedRequest,
  readDeployed,
  readStack,
  readStateMachines,
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
export { callOf, observeCalls, type RetryListener, type ServiceCall } from './service-calls.ts';
export { retryText, serviceErrorText } from './service-error.ts';
export type { SessionFacts } from './session-facts.ts';
