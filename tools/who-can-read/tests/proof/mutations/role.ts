import { listAt, objectAt } from '../../../template/json-value.ts';
import { type Change, replaced, resource, set } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const ROLE = 'StockTradingStateMachineExecutionRole';

/** Changes the statement of the role's trust policy. */
const trust = (change: Change): Change =>
  resource(ROLE, (role) => {
    const document = objectAt(role['AssumeRolePolicyDocument'], ROLE);
    const [only = {}] = listAt(document['Statement'], ROLE);
    const Statement = [change(objectAt(only, ROLE))];
    return { ...role, AssumeRolePolicyDocument: { ...document, Statement } };
  });

/** Mutations of the execution role. */
export const role: readonly Mutation[] = [
  {
    name: 'allows every principal to assume the execution role',
    change: trust((one) => set('Principal', everyone)(set('Condition')(one))),
    shows: ['readers'],
  },
  {
    name: 'allows any state machine to assume the execution role',
    change: resource(ROLE, replaced('"ArnEquals"', '"ArnNotEquals"')),
    shows: ['readers', 'start'],
  },
  {
    name: 'allows every state machine of the account to assume the execution role',
    change: resource(ROLE, replaced(':stateMachine:${AWS::StackName}', ':stateMachine:*')),
    shows: ['readers'],
  },
  {
    name: 'allows Lambda to assume the execution role',
    change: trust((one) =>
      set('Principal', { Service: ['states.amazonaws.com', 'lambda.amazonaws.com'] })(
        set('Condition')(one),
      ),
    ),
    shows: ['readers'],
  },
];
