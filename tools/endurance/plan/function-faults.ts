/** The answer of the proxy in front of the table to one attempt of a put. */
export type TableAnswer = 'pass' | 'throttle' | 'deny' | 'fail' | 'lose-answer';

/** A fault while one execution records its trade. */
export type FaultPlan = {
  /** How and where the first run of `save` ends. */
  readonly save?: { readonly moment: 'before' | 'after'; readonly how: 'crash' | 'hang' };
  /** The answers to the first attempts of its put. Later attempts pass. */
  readonly table?: readonly TableAnswer[];
  /** How the execution ends without another fault, and its number of rows. */
  readonly ends: { readonly status: 'SUCCEEDED' | 'FAILED'; readonly rows: 0 | 1 };
};

/**
 * Every fault. The SDK in `save` tries a put three times. The workflow retries after a crash, a
 * timeout, or when the table is unreachable.
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
  'put-denied': { table: ['deny'], ends: { status: 'FAILED', rows: 0 } },
  'put-failed-once': { table: ['fail'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-answer-lost': { table: ['lose-answer'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-denied-meanwhile': {
    table: ['lose-answer', 'deny'],
    ends: { status: 'FAILED', rows: 1 },
  },
} as const satisfies Record<string, FaultPlan>;

export type FunctionFault = keyof typeof FUNCTION_FAULTS;

export const functionFaults = Object.keys(FUNCTION_FAULTS) as FunctionFault[];

/** An execution without a fault. */
export const NO_FAULT: FaultPlan = { ends: { status: 'SUCCEEDED', rows: 1 } };

/** The fault of an execution. */
export const faultPlanOf = (fault: FunctionFault | undefined): FaultPlan =>
  fault === undefined ? NO_FAULT : FUNCTION_FAULTS[fault];
