/** The broken statements of page 7: which statement of the key policy each of them replaces. */
export const HOLES: Readonly<Record<string, string>> = {
  1: 'AdministerWithoutUse',
  2: 'AuditorReadsThroughStepFunctions',
  3: 'AuditorReadsThroughStepFunctions',
  4: 'AdministerWithoutUse',
  5: 'WorkflowUsesItsKey',
};

/** Returns the closed holes, from the file that `try` writes. */
export function recordOf(text: string | undefined): Readonly<Record<string, boolean>> {
  try {
    return Object(JSON.parse(text ?? '{}'));
  } catch {
    return {}; // An incomplete file counts as no attempt.
  }
}
