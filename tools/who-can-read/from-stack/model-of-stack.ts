import type { Identity, LogGroupFacts, StackMaterial } from '../account/index.ts';
import { atMost, type Reading, reading, unreadOf } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type {
  LogGroup,
  Machine,
  Replicas,
  Situation,
  Subject,
  Table,
} from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';
import { foreignersIn, namedSubjects, namesIn, namesOn } from '../report/named-in-policy.ts';
import { otherAccount } from '../report/principals.ts';
import { resourcePolicies } from '../report/resource-policies.ts';
import { alwaysThere } from '../report/sample-principals.ts';
import { inAnySession } from '../report/session-tags.ts';
import { type Logging, loggingOf } from './stack-logging.ts';

const NOTES = [
  'Service control policies, resource control policies and VPC endpoint policies are not looked at: they could only take away.',
  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  "Executions and versions of before the workflow got its key lie under the one that it had then, or under AWS's own: that one is not looked at.",
];

/** The situation of a deployed stack: everybody whom its account lists, and whom its keys name. */
export function situationOfStack(material: StackMaterial): Situation {
  const { home, region, account, resources, unread } = material;
  const where = { ...home, region };
  const logging = loggingOf(material);
  const identities = account?.identities.map((one) => subjectOf(one, material)) ?? [];
  const alone = account ? [] : [executionRoleSubject(material)];
  const listed = [...alone, ...identities, ...alwaysThere(where)];
  const tables = material.tables.map(tableOf);
  const machine = withReplicas(machineOf(material), material);
  const activities = material.activities.map((one) => withReplicas(one, material));
  const patterns = [
    ...keysInUse({ machine, activities }).flatMap(({ key }) => namesOn(atMost(key))),
    ...tables.flatMap((one) => {
      const { resourcePolicy } = atMost(one);
      return resourcePolicy ? namesIn(resourcePolicy) : [];
    }),
    ...listed.flatMap(({ trustPolicy }) =>
      trustPolicy ? foreignersIn(atMost(trustPolicy), where) : [],
    ),
  ];
  const named = namedSubjects(where, patterns, new Set(listed.map(({ id }) => id)));
  const policies = resourcePolicies({ machine, activities, tables, subjects: listed });
  const inConditions = subjectsInConditions(where, policies, [...listed, ...named], {
    accounts: [home.account, otherAccount(home)],
    whole: account ? [home.account] : [],
  });
  const functions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map(({ physicalId: name }) => ({
      arn: `arn:${home.partition}:lambda:${region}:${home.account}:function:${name}`,
      name,
    }));
  return {
    ...where,
    machine,
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

function machineOf({ machine, key, executionRole }: StackMaterial): Machine {
  return {
    arn: machine.arn,
    name: machine.name,
    type: machine.type,
    executionRole: reading(atMost(executionRole).caller, unreadOf(executionRole)),
    ...(key ? { key } : {}),
  };
}

function withReplicas<T extends { readonly key?: Reading<KmsKey> }>(
  one: T,
  { replicas }: StackMaterial,
): T & { readonly replicas?: Replicas } {
  const found = one.key && replicas?.get(atMost(one.key).arn);
  return found ? { ...one, replicas: found } : one;
}

/** Says in which other Regions keys were looked at. */
function notesOnReplicas(material: StackMaterial): readonly string[] {
  const keys = replicasIn(material).map((key) => parseArn(atMost(key).arn).region);
  const regions = [...new Set(keys)].join(', ');
  if (regions === '') return [];
  return [`A key has replicas in ${regions}: each is looked at under its own policy.`];
}

function replicasIn({ replicas }: StackMaterial): Replicas {
  return [...(replicas?.values() ?? [])].flat();
}

function subjectOf(identity: Identity, { resources }: StackMaterial): Subject {
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
  resources: StackMaterial['resources'],
): Pick<Subject, 'name' | 'logicalId'> {
  const called = parseArn(arn).resource;
  const type = called.startsWith('role/') ? 'AWS::IAM::Role' : 'AWS::IAM::User';
  const made = resources.find(
    (one) => one.type === type && one.physicalId === called.slice(called.lastIndexOf('/') + 1),
  );
  return made ? { name: made.logicalId, logicalId: made.logicalId } : { name: called };
}

/** Where the account may not be listed, the execution role at least is known. */
function executionRoleSubject({ executionRole, resources }: StackMaterial): Subject {
  const { caller, trustPolicy } = atMost(executionRole);
  const { principal } = caller;
  const id = 'arn' in principal ? principal.arn : '';
  return {
    ...{ id, origin: 'account' },
    ...namesOf(id, resources),
    caller: inAnySession(reading(caller, unreadOf(executionRole)), reading(trustPolicy)),
    trustPolicy: reading(trustPolicy, unreadOf(executionRole)),
    managedPolicyArns: [],
    groupArns: [],
  };
}

function tableOf({ table, key }: StackMaterial['tables'][number]) {
  const { arn, name, resourcePolicy, indexed, streamed } = atMost(table);
  const found: Table = {
    ...{ arn, name, indexed, streamed },
    ...(key ? { key } : {}),
    ...(resourcePolicy ? { resourcePolicy } : {}),
  };
  return reading(found, unreadOf(table));
}

function logGroupsOf({ logGroups }: StackMaterial, logging: Logging): readonly LogGroup[] {
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
