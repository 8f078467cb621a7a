import type {
  DescribeExecutionCommandOutput,
  DescribeStateMachineCommandOutput,
  DescribeStateMachineForExecutionCommandOutput,
  ExecutionListItem,
  HistoryEvent as SdkEvent,
} from '@aws-sdk/client-sfn';
import type { ExecutionView, HistoryEvent, StateMachineView } from '../contract.ts';
import { isRecord } from '../serve/parse-json.ts';

/** A point in time of the SDK in the form that the page takes. */
export const millis = (date: Date | undefined): number => date?.getTime() ?? 0;

/** The members that have a value. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function given<T extends object>(members: T): Given<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}

/** The definition that METADATA_ONLY returns. No state machine has it. */
const LEFT_OUT = '{}';

/** A state machine, with its definition where the answer has it. */
export function stateMachineView(
  answer: DescribeStateMachineCommandOutput | DescribeStateMachineForExecutionCommandOutput,
): StateMachineView {
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

/** An execution, with its data where the answer has it. */
export function executionView(
  answer: ExecutionListItem | DescribeExecutionCommandOutput,
): ExecutionView {
  const { executionArn: arn = '', name = '', status = '', startDate, stopDate } = answer;
  const { input, output, error, cause, redriveStatus } =
    'redriveStatus' in answer || 'input' in answer || 'error' in answer ? answer : NOTHING;
  return {
    ...{ arn, name, status, startedAt: millis(startDate) },
    ...given({ endedAt: stopDate?.getTime(), input, output, error, cause, redriveStatus }),
  };
}

const NOTHING: Partial<
  Pick<DescribeExecutionCommandOutput, 'input' | 'output' | 'error' | 'cause' | 'redriveStatus'>
> = {};

/** An event with its details. Each event has at most one member `...EventDetails`. */
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
