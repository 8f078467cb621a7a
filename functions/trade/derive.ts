import { QUANTITY } from './ranges.ts';

/** What of a trade follows from its execution. */
export type Derived = { readonly id: string; readonly quantity: number };

/** Fields of an execution's ARN that its state machine's other executions have as well. */
const SHARED_FIELDS = 'arn:partition:states:region:account:type:state-machine'.split(':').length;

/**
 * Id and quantity of an execution's one trade. Lambda may run an invocation twice, Step Functions
 * retries and redrives, and an express workflow may run more than once: were they drawn by chance,
 * each of those would be one more trade.
 *
 * The id is the execution's name, followed by the run's where the workflow is an express one: no two
 * executions of a state machine share it for 90 days, and the table is of one state machine.
 *
 * @param executionId the execution's ARN, already checked
 * @see https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const derivedFrom = (executionId: string): Derived => {
  const id = executionId.split(':').slice(SHARED_FIELDS).join(':');
  return { id, quantity: quantityOf(id) };
};

/** Any would do, as long as it is the same each time: the sum of the bytes, cut to the range. */
const quantityOf = (id: string): number => {
  const choices = QUANTITY.to - QUANTITY.from + 1;
  const sum = Buffer.from(id).reduce((total, byte) => total + byte, 0);
  return QUANTITY.from + (sum % choices);
};
