import type { LogGroupFacts, StackFacts } from '../account/index.ts';
import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PrincipalPattern } from '../policy/principal-pattern.ts';
import { readersOfOtherTables } from '../read-paths/copy-readers.ts';
import type {
  AccessModel,
  LogGroup,
  Replicas,
  Subject,
  WorkflowStateMachine,
} from '../report/access-model.ts';
import { isFederated } from '../report/federated-principals.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';
import { foreignersIn, namedSubjects, namesIn, namesOn } from '../report/named-in-policy.ts';
import { otherAccount } from '../report/principals.ts';
import { resourcePolicies } from '../report/resource-policies.ts';
import { standardPrincipals } from '../report/sample-principals.ts';
import { stackCopies } from './stack-copies.ts';
import { stackDefinition } from './stack-definition.ts';
import { type Logging, loggingOf } from './stack-logging.ts';
import { stackNotes } from './stack-notes.ts';
import { stackPrincipals } from './stack-principals.ts';
import { stackTables } from './stack-tables.ts';

/**
 * Returns the access model of a deployed state machine: it has a row for every principal that its
 * account lists or that its keys name.
 * @param facts as readStack and readDeployed return them.
 */
export function accessModelOfStack(facts: StackFacts): AccessModel {
  const { owner, region, account, unread } = facts;
  const where = { ...owner, region };
  const logging = loggingOf(facts);
  const listed = listedPrincipals(facts);
  const definition = stackDefinition(facts);
  const { tables, others, notes: notesOnTables } = stackTables(facts, definition, listed);
  const stateMachine = withReplicas(stateMachineOf(facts), facts);
  const activities = facts.activities.map((one) => withReplicas(one, facts));
  const patterns = [
    ...keysInUse({ stateMachine, activities }).flatMap(({ key }) => namesOn(upperBound(key))),
    ...[...tables, ...others.flatMap((one) => one.tables)].flatMap((one) => {
      const { resourcePolicy } = upperBound(one);
      return resourcePolicy ? namesIn(resourcePolicy) : [];
    }),
    ...[...(facts.bucketPolicies?.values() ?? [])].flatMap((one) => namesIn(upperBound(one))),
    ...listed.flatMap(({ trustPolicy }) =>
      trustPolicy ? foreignersIn(upperBound(trustPolicy), where) : [],
    ),
  ];
  const named = namedSubjects(where, patterns, new Set(listed.map(({ id }) => id)));
  const policies = resourcePolicies({ stateMachine, activities, tables, subjects: listed });
  const inConditions = subjectsInConditions(where, policies, [...listed, ...named], {
    accounts: [owner.account, otherAccount(owner)],
    whole: account ? [owner.account] : [],
  });
  const functions = (facts.functions ?? []).map(({ arn, name }) => ({ arn, name }));
  const subjects = [...listed, ...named, ...inConditions];
  const model = {
    ...where,
    stateMachine,
    activities,
    logGroups: logGroupsOf(facts, logging),
    functions,
    subjects,
    groups: account?.groups ?? [],
    copies: stackCopies(facts, definition, subjects),
    unread: [...unread, ...logging.unread, ...replicasIn(facts).flatMap(unreadOf)],
    notes: [...logging.notes, ...notesOnTables, ...stackNotes(facts)],
  };
  return { ...model, tables, otherTables: readersOfOtherTables(others, model) };
}

/** The sample web identity is left out if trust policies name providers. */
function listedPrincipals(facts: StackFacts): readonly Subject[] {
  const own = stackPrincipals(facts);
  const federated = own.some(({ trustPolicy }) =>
    namesFederated(trustPolicy ? namesIn(upperBound(trustPolicy)) : []),
  );
  const standard = standardPrincipals({ ...facts.owner, region: facts.region });
  return [...own, ...(federated ? standard.filter((one) => !isFederated(one)) : standard)];
}

const namesFederated = (patterns: readonly PrincipalPattern[]): boolean =>
  patterns.some(({ kind }) => kind === 'federated');

/** A deleted role has no permissions. */
function stateMachineOf({ stateMachine, key, executionRole }: StackFacts): WorkflowStateMachine {
  return {
    arn: stateMachine.arn,
    name: stateMachine.name,
    type: stateMachine.type,
    executionRole: executionRole
      ? knowledge(upperBound(executionRole).caller, unreadOf(executionRole))
      : knowledge({ principal: { kind: 'role', arn: stateMachine.roleArn }, identityPolicies: [] }),
    ...(key ? { key } : {}),
  };
}

function withReplicas<T extends { readonly key?: PartialKnowledge<KmsKey> }>(
  one: T,
  { replicas }: StackFacts,
): T & { readonly replicas?: Replicas } {
  const found = one.key && replicas?.get(upperBound(one.key).arn);
  return found ? { ...one, replicas: found } : one;
}

function replicasIn({ replicas }: StackFacts): Replicas {
  return [...(replicas?.values() ?? [])].flat();
}

function logGroupsOf({ logGroups }: StackFacts, logging: Logging): readonly LogGroup[] {
  const on = logging.level !== 'OFF' && logging.includeExecutionData;
  const listed = new Set(logGroups.map(({ arn }) => arn));
  const elsewhere = logging.logGroupArns
    .filter((arn) => !listed.has(arn))
    .map((arn): LogGroupFacts => ({ arn, name: parseArn(arn).resource }));
  return [...logGroups, ...elsewhere].map(({ arn, name, kmsKeyArn }) => ({
    ...{ arn, name, carriesData: on && logging.logGroupArns.includes(arn) },
    ...(kmsKeyArn === undefined ? {} : { keyArn: kmsKeyArn }),
  }));
}
