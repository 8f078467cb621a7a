import type { KmsKey } from '../../kms/key.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Caller } from '../../principal/caller.ts';
import { principalFromArn } from '../../principal/from-arn.ts';
import { anything } from '../../read/anything.ts';
import { atMost, type Reading, reading } from '../../read/reading.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  TemplateError,
} from '../../template/index.ts';
import { objectAt, textAt } from '../../template/json.ts';
import { alwaysThere, people } from '../made-up.ts';
import { foreignersIn, granteesOf, namedSubjects, namesIn } from '../named-in-policy.ts';
import type {
  LogGroup,
  Machine,
  Situation,
  Subject,
  Table,
  WorkflowFunction,
} from '../situation.ts';
import { type Keys, keysOf } from './keys.ts';
import { list, ofType, optionalText, pathOf, property, requiredText, theOne } from './resources.ts';
import { rolesOf } from './roles.ts';
import { refuseNotUnderstood } from './understood.ts';

/** What a template does not say of itself. */
export interface TemplateOptions {
  /** Logical id of the state machine; needed where the template has several. */
  readonly stateMachine?: string;
  /** Keys of other stacks or accounts whose policy is known. */
  readonly keys?: readonly KmsKey[];
}

/**
 * The situation that a template makes once it is deployed, with one of each kind of people that
 * its account may have.
 * @throws TemplateError for what bears on the answer and is not understood.
 */
export function situationOfTemplate(
  template: ResolvedTemplate,
  options: TemplateOptions = {},
): Situation {
  refuseNotUnderstood(template);
  const { partition, region, account } = template.place;
  const where = { partition, region, account };
  const keys = keysOf(template, options.keys);
  const roles = rolesOf(template);
  const resource = theOne(template, 'AWS::StepFunctions::StateMachine', options.stateMachine);
  const machine = machineOf(resource, roles, keys);
  const subjects = [...roles, ...alwaysThere(where), ...people(where)];
  const known = new Set(subjects.map(({ id }) => id));
  const tables = ofType(template, 'AWS::DynamoDB::Table').map((table) => tableOf(table, keys));
  const key = machine.key && atMost(machine.key);
  const patterns = [
    ...(key ? [...namesIn(key.policy), ...granteesOf(key)] : []),
    ...tables.flatMap(({ resourcePolicy }) => (resourcePolicy ? namesIn(resourcePolicy) : [])),
    ...roles.flatMap(({ trustPolicy }) =>
      trustPolicy ? foreignersIn(atMost(trustPolicy), where) : [],
    ),
  ];
  const named = namedSubjects(where, patterns, known, auditorsPolicies);
  return {
    ...where,
    machine,
    logGroups: logGroupsOf(template, resource),
    tables: tables.map((table) => reading(table)),
    functions: functionsOf(template),
    subjects: [...roles, ...named, ...subjects.slice(roles.length)],
    groups: [],
    unread: [],
    notes: [
      'A template does not know who is in the account: people are made up, one of each kind.',
    ],
  };
}

/** Who is named in a key policy by somebody who writes it can be expected to look at executions. */
function auditorsPolicies(arn: string): Reading<readonly PolicyDocument[]> {
  const Action = ['states:Describe*', 'states:Get*', 'states:List*', 'kms:Decrypt'];
  const statement = { Sid: 'TakenToLook', Effect: 'Allow', Action, Resource: '*' };
  const json = { Version: '2012-10-17', Statement: [statement] };
  return reading([parsePolicy(json, 'identity-policy', `assumed policy of ${arn}`)]);
}

function machineOf(resource: ResolvedResource, roles: readonly Subject[], keys: Keys): Machine {
  const type = optionalText(resource, 'EncryptionConfiguration', 'Type');
  const keyId = optionalText(resource, 'EncryptionConfiguration', 'KmsKeyId');
  const roleArn = requiredText(resource, 'RoleArn');
  const role = roles.find(({ id }) => id === roleArn)?.caller ?? foreignRole(roleArn);
  const customer = type === 'CUSTOMER_MANAGED_KMS_KEY';
  if (customer && keyId === undefined) {
    const path = pathOf(resource, 'EncryptionConfiguration');
    throw new TemplateError(path, 'CUSTOMER_MANAGED_KMS_KEY needs a KmsKeyId');
  }
  return {
    arn: resource.attribute('Arn'),
    name: resource.attribute('Name'),
    type: optionalText(resource, 'StateMachineType') ?? 'STANDARD',
    executionRole: role,
    ...(customer && keyId !== undefined ? { key: keys(keyId) } : {}),
  };
}

function foreignRole(arn: string): Reading<Caller> {
  const what = `policies of role ${arn}`;
  const unread = [{ what, why: 'the template does not hold it', code: 'NotInTemplate' }];
  const identityPolicies = [anything('identity-policy', what)];
  return reading({ principal: principalFromArn(arn), identityPolicies }, unread);
}

function logGroupsOf(template: ResolvedTemplate, machine: ResolvedResource): readonly LogGroup[] {
  const logging = ['LoggingConfiguration', 'IncludeExecutionData'];
  const on = (optionalText(machine, 'LoggingConfiguration', 'Level') ?? 'OFF') !== 'OFF';
  const includesData = on && optionalText(machine, ...logging) === 'true';
  const destinations = list(machine, 'LoggingConfiguration', 'Destinations').map((json, at) => {
    const path = pathOf(machine, `LoggingConfiguration.Destinations[${at}]`);
    const group = objectAt(objectAt(json, path)['CloudWatchLogsLogGroup'], path);
    return textAt(group['LogGroupArn'], path).replace(/:\*$/, '');
  });
  const own = ofType(template, 'AWS::Logs::LogGroup').map((group) =>
    group.attribute('Arn').replace(/:\*$/, ''),
  );
  return [...new Set([...destinations, ...own])].map((arn) => ({
    arn,
    name: arn.slice(arn.indexOf(':log-group:') + ':log-group:'.length),
    carriesData: includesData && destinations.includes(arn),
  }));
}

function tableOf(table: ResolvedResource, keys: Keys): Table {
  const policy = property(table, 'ResourcePolicy', 'PolicyDocument');
  const key = optionalText(table, 'SSESpecification', 'KMSMasterKeyId');
  const source = `policy of table ${table.logicalId}`;
  return {
    arn: table.attribute('Arn'),
    name: table.ref(),
    ...(key === undefined ? {} : { key: keys(key) }),
    ...(policy === undefined
      ? {}
      : { resourcePolicy: parsePolicy(policy, 'resource-policy', source) }),
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
function functionsOf(template: ResolvedTemplate): readonly WorkflowFunction[] {
  const functions = ofType(template, 'AWS::Serverless::Function', 'AWS::Lambda::Function');
  return functions.map((resource) => {
    const roleArn = optionalText(resource, 'Role');
    if (roleArn === undefined) {
      throw new TemplateError(
        pathOf(resource),
        'has no Role, and the one SAM would make is not worked out here',
      );
    }
    return { arn: resource.attribute('Arn'), name: resource.logicalId };
  });
}
