/** An access key as SDK clients take it. */
export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
};

/**
 * The credentials of an account's root user at an emulator. Emulators take any twelve digits as the
 * access key of that account's root user and do not check its signature.
 */
export const rootOf = (account: string): Credentials => ({
  accessKeyId: account,
  secretAccessKey: 'local-only',
});
