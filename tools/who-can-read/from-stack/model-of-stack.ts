import type { Identity, LogGroupFacts, StackFacts } from '../account/index.ts';
import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type {
  AccessModel,
  LogGroup,
  Replicas,
  Subject,
  Table,
  WorkflowStateMachine,
} from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';
import { foreignersIn, namedSubjects, namesIn, namesOn } from '../report/named-in-policy.ts';
import { otherAccount } from '../report/principals.ts';
import { resourcePolicies } from '../report/resource-policies.ts';
import { standardPrincipals } from '../report/sample-principals.ts';
import { inAnySession } from '../report/session-tags.ts';
import { type Logging, loggingOf } from './stack-logging.ts';

const NOTES = [
  'Service control policies, resource control policies and VPC endpoint policies are not looked at: they could only take away.',
  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  "Executions and versions of before the workflow got its key lie under the one that it had then, or under AWS's own: that one is not looked at.",
];

/** The model of a deployed stack: everybody whom its account lists, and whom its keys name. */
export function accessModelOfStack(material: StackFacts): AccessModel {
  const { owner, region, account, resources, unread } = material;
  const where = { ...owner, region };
  const logging = loggingOf(material);
  const identities = account?.identities.map((one) => subjectOf(one, material)) ?? [];
  const alone = account ? [] : [executionRoleRow(material)];
  const listed = [...alone, ...identities, ...standardPrincipals(where)];
  const tables = material.tables.map(tableOf);
  const stateMachine = withReplicas(machineOf(material), material);
  const activities = material.activities.map((one) => withReplicas(one, material));
  const patterns = [
    ...keysInUse({ stateMachine, activities }).flatMap(({ key }) => namesOn(upperBound(key))),
    ...tables.flatMap((one) => {
      const { resourcePolicy } = upperBound(one);
      return resourcePolicy ? namesIn(resourcePolicy) : [];
    }),
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
  const functions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map(({ physicalId: name }) => ({
      arn: `arn:${owner.partition}:lambda:${region}:${owner.account}:function:${name}`,
      name,
    }));
  return {
    ...where,
    stateMachine,
    activities,
    logGroups: logGroupsOf(material, logging),
    tables,
    functions,
    subjects: [...listed, ...named, ...inConditions],
    groups: account?.groups ?? [],
    unread: [...unread, ...replicasIn(material).flatMap(unreadOf)],
    notes: [...logging.notes, ...notesOnReplicas(material), ...NOTES],
  };
}

function machineOf({ machine, key, executionRole }: StackFacts): WorkflowStateMachine {
  return {
    arn: machine.arn,
    name: machine.name,
    type: machine.type,
    executionRole: knowledge(upperBound(executionRole).caller, unreadOf(executionRole)),
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

/** Says in which other Regions keys were looked at. */
function notesOnReplicas(material: StackFacts): readonly string[] {
  const keys = replicasIn(material).map((key) => parseArn(upperBound(key).arn).region);
  const regions = [...new Set(keys)].join(', ');
  if (regions === '') return [];
  return [`A key has replicas in ${regions}: each is looked at under its own policy.`];
}

function replicasIn({ replicas }: StackFacts): Replicas {
  return [...(replicas?.values() ?? [])].flat();
}

function subjectOf(identity: Identity, { resources }: StackFacts): Subject {
  const { arn, trustPolicy, managedPolicyArns, groupArns } = identity;
  const caller = inAnySession(identity.caller, trustPolicy);
  return {
    ...{ id: arn, origin: 'account', caller, managedPolicyArns, groupArns },
    ...namesOf(arn, resources),
    ...(trustPolicy ? { trustPolicy } : {}),
  };
}

/** Who was made by the stack goes by the name that its template has for it. */
function namesOf(
  arn: string,
  resources: StackFacts['resources'],
): Pick<Subject, 'name' | 'logicalId'> {
  const called = parseArn(arn).resource;
  const type = called.startsWith('role/') ? 'AWS::IAM::Role' : 'AWS::IAM::User';
  const made = resources.find(
    (one) => one.type === type && one.physicalId === called.slice(called.lastIndexOf('/') + 1),
  );
  return made ? { name: made.logicalId, logicalId: made.logicalId } : { name: called };
}

/** Where the account may not be listed, the execution role at least is known. */
function executionRoleRow({ executionRole, resources }: StackFacts): Subject {
  const { caller, trustPolicy } = upperBound(executionRole);
  const { principal } = caller;
  const id = 'arn' in principal ? principal.arn : '';
  return {
    ...{ id, origin: 'account' },
    ...namesOf(id, resources),
    caller: inAnySession(knowledge(caller, unreadOf(executionRole)), knowledge(trustPolicy)),
    trustPolicy: knowledge(trustPolicy, unreadOf(executionRole)),
    managedPolicyArns: [],
    groupArns: [],
  };
}

function tableOf({ table, key }: StackFacts['tables'][number]) {
  const { arn, name, resourcePolicy, indexed, streamed } = upperBound(table);
  const found: Table = {
    ...{ arn, name, indexed, streamed },
    ...(key ? { key } : {}),
    ...(resourcePolicy ? { resourcePolicy } : {}),
  };
  return knowledge(found, unreadOf(table));
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
