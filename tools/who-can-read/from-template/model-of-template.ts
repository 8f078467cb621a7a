import { knowledge, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { managedPoliciesDate } from '../data/aws-managed-policies.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { readersOfOtherTables } from '../read-paths/copy-readers.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';
import { namedSubjects, namesIn, namesOn, type Unlisted } from '../report/named-in-policy.ts';
import { otherAccount } from '../report/principals.ts';
import { resourcePolicies } from '../report/resource-policies.ts';
import { people, standardPrincipals } from '../report/sample-principals.ts';
import {
  placeholderOf,
  type ResolvedResource,
  TemplateError,
  type TemplateResources,
} from '../template/index.ts';
import { copiesOf, policiesOfBuckets } from './data-copies.ts';
import { notesOnKeys, notesOnUnknownPolicies } from './key-notes.ts';
import { notLookedInto } from './not-looked-into.ts';
import { permissionSetRoles } from './permission-sets.ts';
import { definitionOf } from './state-machine-definition.ts';
import { identitiesOf } from './template-identities.ts';
import { keysOf } from './template-keys.ts';
import { logGroupsOf } from './template-logs.ts';
import {
  activitiesOf,
  executionRoleOf,
  stateMachineOf,
  stateMachinesOf,
} from './template-state-machine.ts';
import { functionsOf, tablesOf } from './template-tables.ts';
import { unknownValuesIn } from './unknown-values-used.ts';

/** Inputs that a template does not contain. */
export interface TemplateOptions {
  /** Logical id of the only state machine to report on. */
  readonly stateMachine?: string;
  /** Keys of other stacks or accounts whose policy is known. */
  readonly keys?: readonly KmsKey[];
  /** Texts of local files that the template names, by name: the definition of the state machine. */
  readonly files?: Readonly<Record<string, string>>;
  /** Names of resources that the report can ignore. */
  readonly exclude?: readonly string[];
}

/**
 * Returns the models of the deployed template, one for each state machine. Each has one principal of
 * every kind that the account can have.
 * @param template as resolveTemplate returns it.
 * @throws TemplateError for a template without a state machine, or without the one that is named;
 * InvalidPolicyError for a policy that AWS rejects.
 */
export function accessModelsOfTemplate(
  template: TemplateResources,
  options: TemplateOptions = {},
): readonly AccessModel[] {
  const stateMachines = stateMachinesOf(template, options.stateMachine);
  return stateMachines.map((resource) => modelOf(resource, template, options));
}

/**
 * Returns the model of the only state machine of a template, or of the one that is named.
 * @param template as resolveTemplate returns it.
 * @throws TemplateError like accessModelsOfTemplate, and also if the template has several state machines
 * and none is named; InvalidPolicyError for a policy that AWS rejects.
 */
export function accessModelOfTemplate(
  template: TemplateResources,
  options: TemplateOptions = {},
): AccessModel {
  const [only, ...more] = stateMachinesOf(template, options.stateMachine);
  if (only && more.length === 0) return modelOf(only, template, options);
  const names = [only, ...more].map((one) => one?.logicalId).join(', ');
  throw new TemplateError('Resources', `there are several state machines: ${names}`, {
    advice: 'name one of them, or use accessModelsOfTemplate',
  });
}

function modelOf(
  resource: ResolvedResource,
  template: TemplateResources,
  options: TemplateOptions,
): AccessModel {
  const { partition, region, account } = template.location;
  const where = { partition, region, account };
  const keys = keysOf(template, options.keys);
  const identities = identitiesOf(template);
  const made = [...identities.subjects, ...permissionSetRoles(template)];
  const executionRole = executionRoleOf(resource, made, template);
  const stateMachine = stateMachineOf(resource, executionRole, keys);
  const functions = functionsOf(template, made);
  const own = uniqueSubjects([...made, executionRole, ...functions.map(({ role }) => role)]);
  const definition = definitionOf(resource, options.files ?? {}, refsOf(template));
  const { tables, others } = tablesOf(template, keys, definition, functions);
  const activities = activitiesOf(template, keys);
  const usedKeys = keysInUse({ stateMachine, activities });
  const subjects = [...own, ...standardPrincipals(where), ...people(where)];
  const patterns = [
    ...usedKeys.flatMap(({ key }) => namesOn(upperBound(key))),
    ...[...tables, ...others.flatMap((one) => one.tables)]
      .map(upperBound)
      .flatMap(({ resourcePolicy: one }) => (one ? namesIn(one) : [])),
    ...policiesOfBuckets(template, definition).flatMap(namesIn),
    // A trust policy can name principals that the template does not create.
    ...own.flatMap(({ trustPolicy }) => (trustPolicy ? namesIn(upperBound(trustPolicy)) : [])),
  ];
  const known = new Set(subjects.map(({ id }) => id));
  const unlisted = readersPolicies(account);
  const named = namedSubjects(where, patterns, known, unlisted);
  const policies = resourcePolicies({ stateMachine, activities, tables, subjects: own });
  const inConditions = subjectsInConditions(where, policies, [...subjects, ...named], {
    accounts: [account, otherAccount(where)],
    unlisted,
  });
  const logGroups = logGroupsOf(template, resource);
  const everyone = [...own, ...named, ...inConditions, ...subjects.slice(own.length)];
  const model = {
    ...where,
    stateMachine,
    activities,
    logGroups,
    functions: functions.map(({ arn, name }) => ({ arn, name })),
    subjects: everyone,
    groups: identities.groups,
    unread: [],
    notLookedInto: notLookedInto(template, options.exclude ?? []),
    unknownValues: unknownValuesIn(template),
    placeholders: placeholdersIn(template),
    copies: copiesOf(template, { definition, logGroups, subjects: everyone }),
    notes: [
      "A template does not contain the account's principals, so the report has one sample principal of each type. Policies of an organization (SCPs, RCPs) are not read: they can only deny.",
      ...notesOnManagedPolicies(template),
      ...notesOnReplicas(usedKeys.map(({ key }) => upperBound(key))),
      ...notesOnKeys(usedKeys.map(({ key }) => upperBound(key))),
      ...notesOnUnknownPolicies(usedKeys.map(({ key }) => key)),
      ...notesOnExistence(resource),
    ],
  };
  return { ...model, tables, otherTables: readersOfOtherTables(others, model) };
}

/** Names and ids that AWS creates at deployment. */
function placeholdersIn(template: TemplateResources): ReadonlyMap<string, string> {
  return new Map(
    template.resources().flatMap((one) => {
      const found = placeholderOf(one);
      return found === undefined ? [] : [[found, one.logicalId] as const];
    }),
  );
}

const MENTIONED = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Lambda::Function'];

/** The Ref values of resources that are not a table or a function. */
function refsOf(template: TemplateResources): ReadonlySet<string> {
  const others = template.resources().filter(({ type }) => !MENTIONED.includes(type));
  return new Set(others.map((one) => one.ref()));
}

/** A role can be an execution role and a function's role; the first mention counts. */
function uniqueSubjects(subjects: readonly Subject[]): readonly Subject[] {
  const found = new Map<string, Subject>();
  for (const one of subjects) if (!found.has(one.id)) found.set(one.id, one);
  return [...found.values()];
}

/** AWS changes its managed policies at any time. */
function notesOnManagedPolicies(template: TemplateResources): readonly string[] {
  const texts = template.resources().map(({ properties }) => JSON.stringify(properties));
  if (!texts.some((text) => text.includes(':iam::aws:policy/'))) return [];
  return [
    `The documents of AWS managed policies are those of ${managedPoliciesDate}: AWS can have changed them since.`,
  ];
}

function notesOnExistence({ logicalId, mayExist }: ResolvedResource): readonly string[] {
  if (mayExist.length === 0) return [];
  return [`Whether state machine ${logicalId} exists depends on ${mayExist.join(', ')}.`];
}

/**
 * A template has no facts about other Regions.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
function notesOnReplicas(keys: readonly KmsKey[]): readonly string[] {
  return keys
    .filter(({ arn, multiRegion }) => multiRegion || arn.includes(':key/mrk-'))
    .map(
      ({ arn }) =>
        `Key ${arn} is a multi-Region key: replicas in other Regions decrypt the same data, with their own policies, which are not evaluated here.`,
    );
}

/**
 * Actions on tables and buckets, grants for itself, and sessions of a role that trusts it. A principal of
 * another account needs its own policy for them, besides that of the resource.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
const ON_RESOURCES = [
  ...['dynamodb:*', 's3:GetObject*', 'kms:CreateGrant'],
  ...['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
];

/**
 * Returns the assumed policies of a principal that a policy names and that the template does not create.
 * They allow reads. In the account itself, the policy of a table or bucket is enough.
 */
function readersPolicies(account: string): Unlisted {
  return (arn) => {
    const foreign = parseArn(arn).account === account ? [] : ON_RESOURCES;
    const Action = [
      ...['states:Describe*', 'states:Get*', 'states:List*', 'kms:Decrypt', 'kms:ReEncryptFrom'],
      ...foreign,
    ];
    const statement = { Sid: 'AssumedToRead', Effect: 'Allow', Action, Resource: '*' };
    const json = { Version: '2012-10-17', Statement: [statement] };
    return knowledge([parsePolicy(json, 'identity-policy', `assumed policy of ${arn}`)]);
  };
}
