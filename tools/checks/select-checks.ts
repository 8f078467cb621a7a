import type { Check } from './check.ts';

/** The checks of one run. */
export type SelectedChecks = {
  chosen: readonly Check[];
  /** Names of the checks that would run with `--all`. */
  onlyWithAll: readonly string[];
  /** Names that no check has. */
  unknown: readonly string[];
};

/**
 * Selects the checks of a run: those named; without names, all that `npm test` runs.
 *
 * @param all also selects those that run only with `--all`.
 */
export function selectChecks(
  checks: readonly Check[],
  names: readonly string[],
  all: boolean,
): SelectedChecks {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (names.length > 0) {
    return { chosen: checks.filter(({ name }) => names.includes(name)), onlyWithAll: [], unknown };
  }
  const isChosen = ({ onlyWithAll }: Check): boolean => all || !onlyWithAll;
  return {
    chosen: checks.filter(isChosen),
    onlyWithAll: checks.filter((check) => !isChosen(check)).map(({ name }) => name),
    unknown,
  };
}
