import { MissingSettingError } from './errors.ts';

/**
 * Reads a required setting. Nothing has a silent default: an empty value counts as missing.
 *
 * @param environment the process environment, handed in by a handler
 * @param variable the variable's name, which the error repeats
 * @throws MissingSettingError
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const readSetting = (
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
): string => {
  const value = environment[variable];
  if (value === undefined || value === '') {
    throw new MissingSettingError(variable);
  }
  return value;
};
