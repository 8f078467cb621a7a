export { type Arn, parseArn } from './arn.ts';
export {
  type ContextInput,
  type ContextLayer,
  contextLayer,
  contextValues,
  type RequestContext,
  requestContext,
} from './context/request-context.ts';
export { type AssumeRoleRequest, decideAssumeRole } from './decision/assume-role.ts';
export { decideIdentity, type IdentityRequest } from './decision/identity.ts';
export { refusalMessage } from './decision/message.ts';
export { missText, statementText } from './decision/reason.ts';
export { type RuleId, rules } from './decision/rules.ts';
export type {
  FailedCondition,
  Outcome,
  StatementRef,
  Verdict,
} from './decision/verdict.ts';
export { AccessError, InvalidArnError, InvalidPolicyError } from './errors.ts';
export { decideKms, type KmsDecisionInput } from './kms/decide.ts';
export { type KmsError, kmsError } from './kms/error.ts';
export type { Grant, GrantConstraints } from './kms/grant.ts';
export type { KeyState, KmsKey } from './kms/key.ts';
export { type KeyStateError, keyStateError } from './kms/key-state.ts';
export { isKmsOperation, type KmsOperation, kmsOperations } from './kms/operations.ts';
export type { GrantRequest, KmsRequest } from './kms/request.ts';
export type { Condition, SetOperator } from './policy/conditions/condition.ts';
export { type OperatorName, operatorNames } from './policy/conditions/operators.ts';
export type { PolicyDocument, PolicyKind, Statement } from './policy/document.ts';
export { parsePolicy } from './policy/parse.ts';
export type { PrincipalPattern } from './policy/principal-pattern.ts';
export type { Caller, Organization } from './principal/caller.ts';
export { type PrincipalFacts, principalFacts } from './principal/facts.ts';
export { principalFromArn } from './principal/from-arn.ts';
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
export { type ApiRule, type StepFunctionsApi, stepFunctionsApis } from './step-functions/apis.ts';
export { decideStepFunctions } from './step-functions/decide.ts';
export type {
  KmsCall,
  StepFunctionsDecision,
  StepFunctionsFailure,
} from './step-functions/decision.ts';
export type { StepFunctionsErrorName } from './step-functions/errors.ts';
export type {
  Activity,
  Encryption,
  StateMachine,
  StepFunctionsRequest,
} from './step-functions/request.ts';
export { encryptionContextOf, resourceOf, viaServiceOf } from './step-functions/resource.ts';
export type { Truth } from './truth.ts';
