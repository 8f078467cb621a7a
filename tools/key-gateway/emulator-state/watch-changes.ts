import type { Watched } from '../http/classify-request.ts';

/** Names of operations that change nothing, in every service that is watched here. */
const READS = /^(Get|List|Describe|Simulate|Validate|Estimate|Lookup|BatchGet|Generate|Search)/;

/**
 * Whether a request to a watched service may change who may do what. What cannot be read counts as
 * a change.
 *
 * @param action name of the operation, where it could be read.
 */
export function mayChange(service: Watched, action: string | undefined): boolean {
  if (service === 'sts') return false;
  return action === undefined || !READS.test(action);
}
