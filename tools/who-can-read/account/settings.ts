/**
 * Settings for clients that are to read a whole account: throttled calls are tried again, ever
 * more slowly.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const retrySettings = { retryMode: 'adaptive', maxAttempts: 12 } as const;
