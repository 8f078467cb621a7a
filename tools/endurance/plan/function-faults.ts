/** What the table's door answers to one try of a put: itself, or what the table says. */
export type DoorAnswer = 'pass' | 'throttle' | 'refuse' | 'fail' | 'lose-answer';

/** Something that goes wrong while one execution records its trade. */
export type Misfortune = {
  /** How the first run of `save` ends, and where. */
  readonly save?: { readonly moment: 'before' | 'after'; readonly how: 'crash' | 'hang' };
  /** What the first tries of its put meet. The tries after them pass. */
  readonly door?: readonly DoorAnswer[];
  /** How the execution ends when nothing else goes wrong, and how many rows it has. */
  readonly ends: { readonly status: 'SUCCEEDED' | 'FAILED'; readonly rows: 0 | 1 };
};

/**
 * Every misfortune there is. The SDK in `save` tries a put three times, and the workflow tries
 * again after a crash, a timeout and a table that cannot be reached.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const MISHAPS = {
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
  'put-throttled-once': { door: ['throttle'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-throttled': {
    door: ['throttle', 'throttle', 'throttle'],
    ends: { status: 'SUCCEEDED', rows: 1 },
  },
  'put-refused': { door: ['refuse'], ends: { status: 'FAILED', rows: 0 } },
  'put-failed-once': { door: ['fail'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-answer-lost': { door: ['lose-answer'], ends: { status: 'SUCCEEDED', rows: 1 } },
  'put-refused-meanwhile': {
    door: ['lose-answer', 'refuse'],
    ends: { status: 'FAILED', rows: 1 },
  },
} as const satisfies Record<string, Misfortune>;

export type Mishap = keyof typeof MISHAPS;

export const mishaps = Object.keys(MISHAPS) as Mishap[];

/** An execution that nothing goes wrong with. */
export const UNDISTURBED: Misfortune = { ends: { status: 'SUCCEEDED', rows: 1 } };

/** What befalls an execution. */
export const misfortuneOf = (mishap: Mishap | undefined): Misfortune =>
  mishap === undefined ? UNDISTURBED : MISHAPS[mishap];
