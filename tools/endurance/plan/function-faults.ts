/** What the proxy before the table answers to one try of a put: itself, or what the table says. */
export type TableAnswer = 'pass' | 'throttle' | 'refuse' | 'fail' | 'lose-answer';

/** Something that goes wrong while one execution records its trade. */
export type FaultPlan = {
  /** How the first run of `save` ends, and where. */
  readonly save?: { readonly moment: 'before' | 'after'; readonly how: 'crash' | 'hang' };
  /** What the first tries of its put meet. The tries after them pass. */
  readonly table?: readonly TableAnswer[];
  /** How the execution ends when nothing else goes wrong, and how many rows it has. */
  readonly ends: { readonly status: 'SUCCEEDED' | 'FAILED'; readonly rows: 0 | 1 };
};

/**
 * Every misfortune there is. The SDK in `save` tries a put three times, and the workflow tries
 * again after a crash, a timeout and a table that cannot be reached.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const FUNCTION_FAULTS = {
  'crash-before-put': {
    save: { moment: 'before', how: 'crash' },
    ends: { status: 'SUCCEEDED', rows: 1 },
  },
  'crash-after-put': {
    save: { moment: 'after', how: 'crash' },
    ends: { status: 'SUCCEEDED', rows: 1 },
  },
  'hang-after-put': {
    save: { moment: 'after', how: 'hang' },
    ends: { status: 'SUCCEEDED', rows: 1 },
  },
  'put-throttled-once': { table: ['throttle'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-throttled': {
    table: ['throttle', 'throttle', 'throttle'],
    ends: { status: 'SUCCEEDED', rows: 1 },
  },
  'put-refused': { table: ['refuse'], ends: { status: 'FAILED', rows: 0 } },
  'put-failed-once': { table: ['fail'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-answer-lost': { table: ['lose-answer'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-refused-meanwhile': {
    table: ['lose-answer', 'refuse'],
    ends: { status: 'FAILED', rows: 1 },
  },
} as const satisfies Record<string, FaultPlan>;

export type FunctionFault = keyof typeof FUNCTION_FAULTS;

export const functionFaults = Object.keys(FUNCTION_FAULTS) as FunctionFault[];

/** An execution that nothing goes wrong with. */
export const NO_FAULT: FaultPlan = { ends: { status: 'SUCCEEDED', rows: 1 } };

/** What befalls an execution. */
export const faultPlanOf = (fault: FunctionFault | undefined): FaultPlan =>
  fault === undefined ? NO_FAULT : FUNCTION_FAULTS[fault];
