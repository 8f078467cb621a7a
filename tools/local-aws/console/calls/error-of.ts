import { KMSServiceException } from '@aws-sdk/client-kms';
import { SFNServiceException } from '@aws-sdk/client-sfn';
import type { ServiceError } from '../contract.ts';

/** Errors by which a policy, or the key, makes itself felt. */
const REFUSALS: readonly string[] = [
  'AccessDeniedException',
  'KmsAccessDeniedException',
  'KmsInvalidStateException',
  'DisabledException',
  'KMSInvalidStateException',
];

/** An error as AWS has answered it; undefined for one of this program or of the network. */
export function errorOf(error: unknown): ServiceError | undefined {
  const ofAws = error instanceof SFNServiceException || error instanceof KMSServiceException;
  if (!ofAws) return undefined;
  const { name, message } = error;
  const state = 'kmsKeyState' in error ? error.kmsKeyState : undefined;
  return { name, message, ...(typeof state === 'string' ? { kmsKeyState: state } : {}) };
}

/** Whether an error means that somebody may not. */
export const isDenial = ({ name }: ServiceError): boolean => REFUSALS.includes(name);
