/** The broken statements of page 7: which statement of the key policy each of them replaces. */
export const HOLES: Readonly<Record<string, string>> = {
  1: 'AdministerWithoutUse',
  2: 'AuditorReadsThroughStepFunctions',
  3: 'AuditorReadsThroughStepFunctions',
  4: 'AdministerWithoutUse',
  5: 'WorkflowUsesItsKey',
};

/** Reads which holes are closed, from the file that `try` writes. */
export function recordOf(text: string | undefined): Readonly<Record<string, boolean>> {
  try {
    return Object(JSON.parse(text ?? '{}'));
  } catch {
    return {}; // A file that was cut off counts as nothing tried.
  }
}
