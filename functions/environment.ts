import { MissingSettingError } from './errors.ts';

/**
 * Returns a required setting. An empty value counts as missing, and no setting has a default.
 *
 * @param environment the process environment, which the handler passes in
 * @param variable the variable's name
 * @throws MissingSettingError with the variable's name
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
