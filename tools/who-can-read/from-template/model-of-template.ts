import { knowledge, type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';
import { namedSubjects, namesIn, namesOn } from '../report/named-in-policy.ts';
import { otherAccount } from '../report/principals.ts';
import { resourcePolicies } from '../report/resource-policies.ts';
import { people, standardPrincipals } from '../report/sample-principals.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import { ofType, theOne } from './resource-properties.ts';
import { keysOf } from './template-keys.ts';
import { functionsOf, logGroupsOf, tableOf } from './template-resources.ts';
import { rolesOf } from './template-roles.ts';
import { activitiesOf, machineOf } from './template-state-machine.ts';
import { refuseNotUnderstood } from './unsupported.ts';

/** What a template does not say of itself. */
export interface TemplateOptions {
  /** Logical id of the state machine; needed where the template has several. */
  readonly stateMachine?: string;
  /** Keys of other stacks or accounts whose policy is known. */
  readonly keys?: readonly KmsKey[];
}

/**
 * The model that a template makes once it is deployed, with one of each kind of people that
 * its account may have.
 * @throws TemplateError for what bears on the answer and is not understood.
 */
export function accessModelOfTemplate(
  template: ResolvedTemplate,
  options: TemplateOptions = {},
): AccessModel {
  refuseNotUnderstood(template);
  const { partition, region, account } = template.location;
  const where = { partition, region, account };
  const keys = keysOf(template, options.keys);
  const roles = rolesOf(template);
  const resource = theOne(template, 'AWS::StepFunctions::StateMachine', options.stateMachine);
  const stateMachine = machineOf(resource, roles, keys);
  const subjects = [...roles, ...standardPrincipals(where), ...people(where)];
  const known = new Set(subjects.map(({ id }) => id));
  const tables = ofType(template, 'AWS::DynamoDB::Table').map((table) => tableOf(table, keys));
  const activities = activitiesOf(template, keys);
  const patterns = [
    ...keysInUse({ stateMachine, activities }).flatMap(({ key }) => namesOn(upperBound(key))),
    ...tables.flatMap(({ resourcePolicy }) => (resourcePolicy ? namesIn(resourcePolicy) : [])),
    // Who may assume a role need not be somebody that the template makes.
    ...roles.flatMap(({ trustPolicy }) => (trustPolicy ? namesIn(upperBound(trustPolicy)) : [])),
  ];
  const named = namedSubjects(where, patterns, known, auditorsPolicies);
  const readings = tables.map((table) => knowledge(table));
  const policies = resourcePolicies({
    stateMachine,
    activities,
    tables: readings,
    subjects: roles,
  });
  const inConditions = subjectsInConditions(where, policies, [...subjects, ...named], {
    accounts: [account, otherAccount(where)],
    unlisted: auditorsPolicies,
  });
  return {
    ...where,
    stateMachine,
    activities,
    logGroups: logGroupsOf(template, resource),
    tables: readings,
    functions: functionsOf(template),
    subjects: [...roles, ...named, ...inConditions, ...subjects.slice(roles.length)],
    groups: [],
    unread: [],
    notes: [
      'A template does not know who is in the account: people are made up, one of each kind.',
      ...notesOnReplicas(keysInUse({ stateMachine, activities }).map(({ key }) => upperBound(key))),
    ],
  };
}

/**
 * A template tells nothing of other Regions.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
function notesOnReplicas(keys: readonly KmsKey[]): readonly string[] {
  return keys
    .filter(({ arn, multiRegion }) => multiRegion || arn.includes(':key/mrk-'))
    .map(
      ({ arn }) =>
        `Key ${arn} is a multi-Region key: replicas in other Regions decrypt the same, under policies of their own that are not looked at here.`,
    );
}

/** Who is named in a key policy by somebody who writes it can be expected to look at executions. */
function auditorsPolicies(arn: string): PartialKnowledge<readonly PolicyDocument[]> {
  const Action = ['states:Describe*', 'states:Get*', 'states:List*', 'kms:Decrypt'];
  const statement = { Sid: 'TakenToLook', Effect: 'Allow', Action, Resource: '*' };
  const json = { Version: '2012-10-17', Statement: [statement] };
  return knowledge([parsePolicy(json, 'identity-policy', `assumed policy of ${arn}`)]);
}
