import type {
  DescribeExecutionCommandOutput,
  DescribeStateMachineCommandOutput,
  DescribeStateMachineForExecutionCommandOutput,
  ExecutionListItem,
  HistoryEvent as SdkEvent,
} from '@aws-sdk/client-sfn';
import type { ExecutionView, HistoryEvent, MachineView } from '../contract.ts';
import { isRecord } from '../serve/parse-json.ts';

/** A point in time of the SDK in the form that the page takes. */
export const millis = (date: Date | undefined): number => date?.getTime() ?? 0;

/** Only the members that have a value: the page's types know no undefined. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function given<T extends object>(members: T): Given<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}

/** What METADATA_ONLY gives for a definition, which no state machine has. */
const LEFT_OUT = '{}';

/** A state machine, with its definition unless that was left out. */
export function machineView(
  answer: DescribeStateMachineCommandOutput | DescribeStateMachineForExecutionCommandOutput,
): MachineView {
  const { stateMachineArn: arn = '', name = '', roleArn = '', definition } = answer;
  const { kmsKeyId: keyId, kmsDataKeyReusePeriodSeconds } = answer.encryptionConfiguration ?? {};
  const [status = '', type = ''] = 'type' in answer ? [answer.status, answer.type] : [];
  return {
    ...{ arn, name, status, type, roleArn },
    ...given({
      keyId,
      reuseSeconds: kmsDataKeyReusePeriodSeconds,
      definition: definition === LEFT_OUT ? undefined : definition,
    }),
  };
}

/** An execution, with its data where there are any. */
export function executionView(
  answer: ExecutionListItem | DescribeExecutionCommandOutput,
): ExecutionView {
  const { executionArn: arn = '', name = '', status = '', startDate, stopDate } = answer;
  const { input, output, error, cause } = 'input' in answer || 'error' in answer ? answer : NOTHING;
  return {
    ...{ arn, name, status, startedAt: millis(startDate) },
    ...given({ endedAt: stopDate?.getTime(), input, output, error, cause }),
  };
}

const NOTHING: Partial<
  Pick<DescribeExecutionCommandOutput, 'input' | 'output' | 'error' | 'cause'>
> = {};

/** The members `...EventDetails` of an event: each event has one of them at most. */
export function eventView(event: SdkEvent): HistoryEvent {
  const { id = 0, previousEventId = 0, type = '', timestamp } = event;
  const [details = {}] = Object.entries(event).flatMap(([name, value]: [string, unknown]) =>
    name.endsWith('EventDetails') && isRecord(value) ? [value] : [],
  );
  const { name } = event.stateEnteredEventDetails ?? event.stateExitedEventDetails ?? {};
  return {
    ...{ id, previousId: previousEventId, type, at: millis(timestamp), details },
    ...(name === undefined ? {} : { state: name }),
  };
}
