import { invoke as invokeFunction } from '../functions/handlers.ts';
import { functionsByArn, type Json } from './definition.ts';

/** Runs the function. It can be called once, more than once, or never. */
type Run = () => Promise<unknown>;

/** A fault of one invocation. By default the function runs once. */
export type Incident = (run: Run) => Promise<unknown>;

const fail = (name: string): never => {
  throw Object.assign(new Error('an incident'), { name });
};

/** The invocation fails under this name, and the function does not run. */
export const failsWith =
  (name: string): Incident =>
  async () =>
    fail(name);

/** The function runs to its end, and then the invocation is reported as failed. */
export const runsAndReports =
  (name: string): Incident =>
  async (run) => {
    await run();
    return fail(name);
  };

/** Lambda runs the function twice for one invocation. The second answer counts. */
export const runsTwice: Incident = async (run) => {
  await run();
  return run();
};

/** Two runs of the function overlap. */
export const runsTwiceAtOnce: Incident = async (run) => {
  const [, second] = await Promise.all([run(), run()]);
  return second;
};

/** The faults of each function's invocations, in order. Later invocations have no fault. */
export type Incidents = Readonly<Record<string, readonly Incident[]>>;

const throughJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/**
 * Lambda for the integration `lambda:invoke`: finds the function by its ARN, converts payload and
 * result to JSON and back, and wraps the result.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export const createLambda = (incidents: Incidents) => {
  const invocations: string[] = [];
  const invoke = async (request: unknown) => {
    const name = functionsByArn.get(String(Reflect.get(Object(request), 'FunctionName')));
    if (name === undefined) {
      return fail('Lambda.ResourceNotFoundException');
    }
    const incident = incidents[name]?.[invocations.filter((other) => other === name).length];
    invocations.push(name);
    const payload = Reflect.get(Object(request), 'Payload');
    const run: Run = () => invokeFunction(name, throughJson(payload));
    const result = await (incident === undefined ? run() : incident(run));
    return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: throughJson(result) };
  };
  return { invoke, invocations: (): readonly string[] => invocations };
};
