import { ASSUMED, LOGGED_BYTES } from './assumptions.ts';
import { type Arrival, kmsCallsOf } from './kms.ts';
import { costOf } from './prices.ts';

/** The items of the cost, in USD. */
export type Costs = {
  stepFunctions: number;
  lambda: number;
  dynamoDb: number;
  logs: number;
  kms: number;
};

/** The facts of the template and the workflow. */
export type Facts = {
  /** State transitions of an execution. */
  transitions: number;
  /** Memory of a function in MB. */
  memory: number;
  architecture: 'arm64' | 'x86_64';
  /** Default reuse period of data keys. */
  reuseSeconds: number;
};

const GIGABYTE = 1_000_000_000;

/** A Standard workflow, as it is deployed. */
export function standardCosts(arrival: Arrival, facts: Facts): Costs {
  const { executions } = arrival;
  return {
    stepFunctions: costOf('stateTransition', executions * facts.transitions),
    ...aroundIt(executions, facts),
    logs: logCost(executions, LOGGED_BYTES.workflow),
    kms: costOf('kmsRequest', kmsCallsOf(arrival)),
  };
}

/** The same as a synchronous Express workflow that logs nothing itself. */
export function expressCosts({ executions }: Arrival, facts: Facts): Costs {
  const { seconds, gigabytes } = ASSUMED.express;
  return {
    stepFunctions:
      costOf('expressRequest', executions) +
      costOf('expressDuration', executions * seconds * gigabytes),
    ...aroundIt(executions, facts),
    logs: logCost(executions, 0),
    kms: costOf('kmsRequest', executions * ASSUMED.expressDecrypts),
  };
}

export function sum(costs: Costs): number {
  return Object.values(costs).reduce((total, each) => total + each, 0);
}

function aroundIt(executions: number, { memory, architecture }: Facts) {
  const invocations = executions * ASSUMED.invocations;
  const seconds = (invocations * ASSUMED.milliseconds) / 1000;
  const duration = architecture === 'arm64' ? 'lambdaArm64' : 'lambdaX86';
  return {
    lambda: costOf('lambdaRequest', invocations) + costOf(duration, (seconds * memory) / 1024),
    dynamoDb: costOf('dynamoDbWrite', executions * ASSUMED.writeUnits),
  };
}

function logCost(executions: number, ofWorkflow: number): number {
  const ofFunctions = LOGGED_BYTES.functions + ASSUMED.invocations * ASSUMED.platformBytes;
  return costOf('logsIngested', (executions * (ofWorkflow + ofFunctions)) / GIGABYTE);
}
