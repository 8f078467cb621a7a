/** The public price lists for US East (N. Virginia), in USD, without free tiers. */
export const AS_OF = 'November 2026';

type Price = {
  /** USD. */
  usd: number;
  /** The quantity for this price. */
  per: number;
  unit: string;
  /** The price list. */
  page: string;
};

const STEP_FUNCTIONS = 'https://aws.amazon.com/step-functions/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** Prices of the first tier, where there are several. */
export const PRICES = {
  stateTransition: {
    ...{ usd: 0.025, per: 1_000, page: STEP_FUNCTIONS },
    unit: 'state transitions of a Standard workflow',
  },
  expressRequest: {
    ...{ usd: 1, per: 1_000_000, page: STEP_FUNCTIONS },
    unit: 'requests of an Express workflow',
  },
  expressDuration: {
    ...{ usd: 0.06, per: 3_600, page: STEP_FUNCTIONS },
    unit: 'GB-seconds of an Express workflow',
  },
  kmsRequest: { usd: 0.03, per: 10_000, unit: 'requests to KMS', page: KMS },
  kmsKeyMonth: { usd: 1, per: 1, unit: 'customer managed key and month', page: KMS },
  lambdaRequest: { usd: 0.2, per: 1_000_000, unit: 'invocations of a function', page: LAMBDA },
  lambdaArm64: {
    ...{ usd: 0.0000133334, per: 1, page: LAMBDA },
    unit: 'GB-second of a function on arm64',
  },
  lambdaX86: {
    ...{ usd: 0.0000166667, per: 1, page: LAMBDA },
    unit: 'GB-second of a function on x86_64',
  },
  dynamoDbWrite: {
    ...{ usd: 0.625, per: 1_000_000, page: DYNAMODB },
    unit: 'write request units on demand',
  },
  logsIngested: {
    ...{ usd: 0.5, per: 1, page: CLOUDWATCH },
    unit: 'GB that CloudWatch Logs takes in, of functions and of AWS services',
  },
} as const satisfies Record<string, Price>;

/** @returns USD for this quantity. */
export function costOf(name: keyof typeof PRICES, count: number): number {
  const { usd, per } = PRICES[name];
  return (count / per) * usd;
}
