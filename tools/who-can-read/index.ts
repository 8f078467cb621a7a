export {
  type Account,
  type AccountProgress,
  type ActivityFacts,
  type ClientSettings,
  type DeployedRequest,
  type DeployedStack,
  type Identity,
  knowledge,
  type LogGroupFacts,
  type LoggingFacts,
  type PartialKnowledge,
  type RoleFacts,
  readAccount,
  readCaller,
  readDeployed,
  readKey,
  readLogGroup,
  readRole,
  readStack,
  readStateMachine,
  readTable,
  readUser,
  retrySettings,
  type SessionFacts,
  type StackClients,
  type StackFacts,
  type StackOptions,
  type StackProgress,
  type StateMachineFacts,
  stackClients,
  type TableFacts,
  type Unread,
  unreadOf,
  upperBound,
} from './account/index.ts';
export { type Arn, parseArn } from './arn.ts';
export { readStackModels } from './command/report-on-stack.ts';
export {
  type CommandEnvironment,
  type CommandResult as CommandOutcome,
  run,
} from './command/run-report.ts';
export {
  type ContextInput,
  type ContextLayer,
  contextLayer,
  contextValues,
  type RequestContext,
  requestContext,
} from './context/request-context.ts';
export { type AssumeRoleRequest, decideAssumeRole } from './decision/assume-role.ts';
export { decideIdentity, type IdentityRequest } from './decision/decide-identity.ts';
export { denialMessage } from './decision/denial-message.ts';
export { missText, statementText } from './decision/reason.ts';
export { type RuleId, rules } from './decision/rule-ids.ts';
export type {
  FailedCondition,
  Outcome,
  StatementRef,
  Verdict,
} from './decision/verdict.ts';
export { AccessError, InvalidArnError, InvalidPolicyError } from './errors.ts';
export { accessModelOfStack } from './from-stack/model-of-stack.ts';
export {
  accessModelOfTemplate,
  accessModelsOfTemplate,
} from './from-template/model-of-template.ts';
export { ofType } from './from-template/resource-properties.ts';
export { keysOf } from './from-template/template-keys.ts';
export { decideKms, type KmsDecisionInput } from './kms/decide-kms.ts';
export type { Grant, GrantConstraints } from './kms/grant.ts';
export { type KeyStateError, keyStateError } from './kms/key-state.ts';
export { type KmsError, kmsError } from './kms/kms-error.ts';
export type { KeyState, KmsKey } from './kms/kms-key.ts';
export { isKmsOperation, type KmsOperation, kmsOperations } from './kms/kms-operations.ts';
export type { GrantRequest, KmsRequest } from './kms/kms-request.ts';
export type { Condition, SetOperator } from './policy/conditions/condition.ts';
export { type OperatorName, operatorNames } from './policy/conditions/operators.ts';
export { everythingPolicy } from './policy/everything.ts';
export { parsePolicy } from './policy/parse-policy.ts';
export type { PolicyDocument, PolicyKind, Statement } from './policy/policy-document.ts';
export type { PrincipalPattern } from './policy/principal-pattern.ts';
export type { Ternary } from './policy/ternary.ts';
export type { Caller, Organization } from './principal/caller.ts';
export type {
  Anonymous,
  Federated,
  FederatedUser,
  Principal,
  Role,
  RootUser,
  ServicePrincipal,
  Tags,
  User,
} from './principal/principal.ts';
export { type PrincipalFacts, principalFacts } from './principal/principal-facts.ts';
export { principalFromArn } from './principal/principal-from-arn.ts';
export { evaluateReadPath, type ReadPath, readPathNames } from './read-paths/read-paths.ts';
export type { AccessModel, Subject } from './report/access-model.ts';
export { samplePrincipal } from './report/principals.ts';
export { report } from './report/report.ts';
export { standardPrincipals } from './report/sample-principals.ts';
export { plain } from './report/text/paint.ts';
export { decideStepFunctions } from './step-functions/decide-step-functions.ts';
export type { StepFunctionsErrorName } from './step-functions/error-names.ts';
export { encryptionContextOf, resourceOf, viaServiceOf } from './step-functions/resource-arn.ts';
export {
  type ApiRule,
  isStepFunctionsApi,
  type StepFunctionsApi,
  stepFunctionsApis,
} from './step-functions/step-functions-apis.ts';
export type {
  KmsCall,
  StepFunctionsDecision,
  StepFunctionsFailure,
} from './step-functions/step-functions-decision.ts';
export type {
  Activity,
  Encryption,
  StateMachine,
  StepFunctionsRequest,
} from './step-functions/step-functions-request.ts';
export {
  parseTemplate,
  type ResolvedResource,
  type ResolvedTemplate,
  requireKnown,
  resolveParsed,
  resolveTemplate,
  type StackLocation,
  TemplateError,
} from './template/index.ts';
