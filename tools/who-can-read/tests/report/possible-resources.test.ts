import { describe, expect, it } from '@jest/globals';
import { knowledge } from '../../account/partial-knowledge.ts';
import { parsePolicy } from '../../index.ts';
import { readsLogs } from '../../read-paths/logs-path.ts';
import { readsTable } from '../../read-paths/table-path.ts';
import { readsThroughStepFunctions } from '../../read-paths/workflow-path.ts';
import type { AccessModel, Subject, Table } from '../../report/access-model.ts';
import { possibleResources } from '../../report/possible-resources.ts';
import { accountOf, arnOf } from '../escalation/account.ts';

const WORKFLOW = 'arn:aws:states:us-east-1:123456789012:execution:stock-trading';
const policies = (...resources: string[]) => [
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'states:Describe*', Resource: resources }],
    },
    'identity-policy',
    'own',
  ),
];
const found = (resource: string) =>
  possibleResources(policies(resource), 'states:DescribeExecution', [
    { begins: `${WORKFLOW}:`, colons: false },
  ]);

describe('possible resources of a shape', () => {
  it.each([
    [`${WORKFLOW}:prod-*`, `${WORKFLOW}:prod-`],
    [`${WORKFLOW}:?`, `${WORKFLOW}:x`],
    [`${WORKFLOW}:one`, `${WORKFLOW}:one`],
    ['arn:aws:states:*:*:execution:*-trading:*-night', `${WORKFLOW}:x-night`],
    ['arn:aws:states:us-east-1:123456789012:execution:stock-*:a*b*c', `${WORKFLOW}:abc`],
  ])('include one for %s: %s', (resource, one) => {
    expect(found(resource)).toContain(one);
  });

  it.each([
    'arn:aws:states:us-east-1:123456789012:execution:other:*',
    'arn:aws:states:us-east-1:123456789012:stateMachine:*',
    `${WORKFLOW}:`,
    'arn:aws:states:*-1:execution:stock-trading:*',
  ])('include only one that no policy names for %s', (resource) => {
    expect(found(resource)).toEqual([`${WORKFLOW}:x`]);
  });
});

/** Returns a user that can decrypt through Step Functions and has this permission on these resources. */
function reader(action: string, resource: string): [AccessModel, Subject] {
  const model = accountOf({
    identities: {
      'user/rita': {
        statements: [{ Action: 'kms:Decrypt' }, { Action: action, Resource: resource }],
      },
    },
    keyStatements: [
      {
        Sid: 'Reader',
        Principal: { AWS: arnOf('user/rita') },
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } },
      },
    ],
  });
  const subject = model.subjects.find(({ id }) => id === arnOf('user/rita'));
  if (!subject) throw new Error('Rita is not there.');
  return [model, subject];
}

describe('access to some resources', () => {
  const named = (model: AccessModel) => model.stateMachine.arn.split(':').at(-1);
  const executions = (end: string) => {
    const [{ stateMachine }] = reader('states:DescribeExecution', '*');
    return stateMachine.arn.replace(':stateMachine:', ':execution:') + end;
  };

  it.each([
    ['executions with one name', ':prod-*', 'yes'],
    ['children of a distributed map', '/*', 'yes'],
    ['executions of another workflow', '-other:*', 'no'],
  ])('%s, reads the workflow: %s %s', (_, end, answer) => {
    const [model, subject] = reader('states:DescribeExecution', executions(end));
    expect(named(model)).toBeDefined();
    expect(readsThroughStepFunctions(model.stateMachine, subject).answer).toBe(answer);
  });

  it.each([
    [':log-stream:states/*', 'yes'],
    [':*', 'yes'],
    ['-other:*', 'no'],
  ])('streams of a log group, reads the logs: %s %s', (end, answer) => {
    const [{ logGroups }] = reader('logs:GetLogEvents', '*');
    const [group] = logGroups;
    if (!group) throw new Error('There is no log group.');
    const [model, subject] = reader('logs:GetLogEvents', group.arn + end);
    expect(readsLogs({ ...model, logGroups: [group] }, subject).answer).toBe(answer);
  });

  it('to the definition through the label of a distributed map is access to the workflow', () => {
    const [{ stateMachine }] = reader('states:DescribeStateMachine', '*');
    const [, subject] = reader('states:DescribeStateMachine', `${stateMachine.arn}/*`);
    expect(readsThroughStepFunctions(stateMachine, subject).answer).toBe('yes');
  });

  // The report once did not count a deletion of a row as a read, but DeleteItem can return the row.
  it.each([
    ...['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ...['PartiQLUpdate', 'PartiQLDelete'],
  ])('rows, by what %s gives back, reads the table', (action) => {
    expect(readsRows(action, '')).toBe('yes');
  });

  it.each([
    ['Query', '/index/by-date', { indexed: true }, 'yes'],
    ['Query', '/index/by-date', {}, 'no'],
    ['GetItem', '/index/by-date', { indexed: true }, 'no'],
    ['GetRecords', '/stream/2026-01-01T00:00:00.000', { streamed: true }, 'yes'],
    ['GetRecords', '/stream/*', {}, 'no'],
  ])('%s of a table, on %s where it is %j, reads the table: %s', (action, end, has, answer) => {
    expect(readsRows(action, end, has)).toBe(answer);
  });

  /** Returns whether a principal with this permission on the table, or a part of it, can read it. */
  function readsRows(action: string, end: string, has: Partial<Table> = {}) {
    const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/transactions';
    const [model, subject] = reader(`dynamodb:${action}`, arn + end);
    const table = knowledge<Table>({ arn, name: 'transactions', ...has });
    return readsTable({ ...model, tables: [table] }, subject).answer;
  }
});
