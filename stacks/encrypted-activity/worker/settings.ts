import { MissingSettingError } from './errors.ts';

/** The settings of the worker. */
export type Settings = { readonly activityArn: string };

/**
 * Returns the settings from the environment.
 *
 * @throws MissingSettingError with the name of the variable
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const activityArn = environment['APPROVAL_ACTIVITY_ARN'];
  if (!activityArn) {
    throw new MissingSettingError(
      'The environment variable APPROVAL_ACTIVITY_ARN is not set. Set it to the output ApprovalActivityArn of the stack.',
    );
  }
  return { activityArn };
}
