/** What the worker has to be told. */
export type Settings = { readonly activityArn: string };

/**
 * Reads the settings from the environment.
 *
 * @throws Error naming the variable that is not set.
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const activityArn = environment['APPROVAL_ACTIVITY_ARN'];
  if (!activityArn) throw new Error('The environment variable APPROVAL_ACTIVITY_ARN is not set.');
  return { activityArn };
}
