import { allow, set, statement } from '../mutate.ts';
import { type Mutation, root } from './mutation.ts';

const ITS_LOGS = 'WorkflowEncryptsItsLogs';

/** The statement by which the workflow encrypts its logs. */
export const logs: readonly Mutation[] = [
  {
    name: "removes the encryption context of the workflow's logs",
    change: statement(ITS_LOGS, set('Condition')),
    shows: ['key for another workflow'],
  },
  {
    name: 'allows the workflow to decrypt its log events',
    change: statement(ITS_LOGS, allow('kms:Decrypt')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'names the account instead of the workflow for logs',
    change: statement(ITS_LOGS, set('Principal', root)),
    shows: ['key for log events'],
  },
];
