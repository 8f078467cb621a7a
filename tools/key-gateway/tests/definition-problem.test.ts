import { describe, expect, it } from '@jest/globals';
import { definitionProblem } from '../states/definition-problem.ts';

const end = { Type: 'Pass', End: true };
const one = (state: object, more: object = {}) => ({ StartAt: 'A', States: { A: state }, ...more });
const processor = (mode: object = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }) => ({
  ...{ ProcessorConfig: mode, StartAt: 'B', States: { B: end } },
});
const map = (more: object) => one({ Type: 'Map', ItemProcessor: processor(), End: true, ...more });

/** Definitions of every kind that the developer guide shows. */
const valid: Readonly<Record<string, object>> = {
  'a single state': one({ Type: 'Succeed' }),
  'a value of any type as JSONata output': one(
    { Type: 'Succeed', Output: 1 },
    { QueryLanguage: 'JSONata' },
  ),
  'JSONata in numbers, Assign and a retry': {
    StartAt: 'A',
    States: {
      A: {
        ...{ Type: 'Task', QueryLanguage: 'JSONata', Resource: 'arn:aws:states:::lambda:invoke' },
        ...{ Arguments: '{% $states.input %}', TimeoutSeconds: '{% 5 %}', Assign: { a: 1 } },
        Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', MaxDelaySeconds: 5 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B', Output: {} }],
        Next: 'B',
      },
      B: { Type: 'Fail' },
    },
  },
  'a distributed map with reader, batches and writer': map({
    ...{ Label: 'any', MaxConcurrencyPath: '$.many', ItemBatcher: { MaxItemsPerBatch: 10 } },
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      Parameters: { Bucket: 'any', Key: 'any' },
    },
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'any' } },
  }),
  'a writer that only formats results': map({
    ResultWriter: { WriterConfig: { OutputType: 'JSONL', Transformation: 'COMPACT' } },
  }),
  'an iterator': one({ Type: 'Map', Iterator: processor({ Mode: 'INLINE' }), End: true }),
  branches: one({ Type: 'Parallel', Branches: [one(end), one({ Type: 'Succeed' })], End: true }),
  'choices in JSONata, with a loop': {
    StartAt: 'A',
    States: {
      A: {
        ...{ Type: 'Choice', Choices: [{ Condition: '{% $x %}', Next: 'B' }], Default: 'C' },
        QueryLanguage: 'JSONata',
      },
      B: { Type: 'Wait', SecondsPath: '$x', Next: 'A' },
      C: { Type: 'Succeed' },
    },
  },
  'a member that the gateway does not know': one({ ...end, NewOnAws: true }, { NewOnAws: 1 }),
};

const broken: Readonly<Record<string, readonly [definition: unknown, code: string, at?: string]>> =
  {
    'JSON that is not an object': [[], 'INVALID_JSON_DESCRIPTION'],
    'no states': [{ StartAt: 'A' }, 'SCHEMA_VALIDATION_FAILED', '/States'],
    'an empty list of states': [
      { StartAt: 'A', States: {} },
      'SCHEMA_VALIDATION_FAILED',
      '/States',
    ],
    'no first state': [{ States: { A: end } }, 'SCHEMA_VALIDATION_FAILED', '/StartAt'],
    'a first state that is missing': [
      { StartAt: 'B', States: { A: end } },
      ...(['MISSING_TRANSITION_TARGET', '/StartAt'] as const),
    ],
    'a name of the prototype': [
      { StartAt: 'toString', States: { A: end } },
      ...(['MISSING_TRANSITION_TARGET', '/StartAt'] as const),
    ],
    'an unknown type': [one({ Type: 'Loop' }), 'SCHEMA_VALIDATION_FAILED', '/States/A/Type'],
    'a state without a successor': [one({ Type: 'Pass' }), 'SCHEMA_VALIDATION_FAILED', '/States/A'],
    'a successor that is missing': [
      one({ Type: 'Pass', Next: 'B' }),
      ...(['MISSING_TRANSITION_TARGET', '/States/A/Next'] as const),
    ],
    'a catcher to a missing state': [
      one({ ...end, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }),
      ...(['MISSING_TRANSITION_TARGET', '/States/A/Catch[0]/Next'] as const),
    ],
    'a choice without rules': [
      one({ Type: 'Choice' }),
      'SCHEMA_VALIDATION_FAILED',
      '/States/A/Choices',
    ],
    'a state that nothing leads to': [
      { StartAt: 'A', States: { A: end, B: end } },
      ...(['MISSING_TRANSITION_TARGET', '/States/B'] as const),
    ],
    'a broken branch': [
      one({ Type: 'Parallel', Branches: [one({ Type: 'Pass' })], End: true }),
      ...(['SCHEMA_VALIDATION_FAILED', '/States/A/Branches/0/States/A'] as const),
    ],
    'a broken item processor': [
      map({ ItemProcessor: { StartAt: 'B', States: {} } }),
      ...(['SCHEMA_VALIDATION_FAILED', '/States/A/ItemProcessor/States'] as const),
    ],
  };

describe('the check of a definition', () => {
  // id: definitions-as-on-aws
  it.each(Object.entries(valid))('accepts %s', (_, definition) => {
    expect(definitionProblem(JSON.stringify(definition))).toBeUndefined();
  });

  it.each(Object.entries(broken))('rejects %s', (_, [definition, code, location]) => {
    const found = definitionProblem(JSON.stringify(definition));
    expect(found).toMatchObject({ code, ...(location === undefined ? {} : { location }) });
  });
});
