import { KMSServiceException } from '@aws-sdk/client-kms';
import { SFNServiceException } from '@aws-sdk/client-sfn';
import type { ServiceError } from '../contract.ts';

/** Errors that a policy, or the state of the key, causes. */
const DENIALS: readonly string[] = [
  'AccessDeniedException',
  'KmsAccessDeniedException',
  'KmsInvalidStateException',
  'DisabledException',
  'KMSInvalidStateException',
];

/** Returns an error as AWS returned it, or undefined for an error of this program or of the network. */
export function errorOf(error: unknown): ServiceError | undefined {
  const ofAws = error instanceof SFNServiceException || error instanceof KMSServiceException;
  if (!ofAws) return undefined;
  const { name, message } = error;
  const state = 'kmsKeyState' in error ? error.kmsKeyState : undefined;
  return { name, message, ...(typeof state === 'string' ? { kmsKeyState: state } : {}) };
}

/** Whether a policy, or the state of the key, denied the call. */
export const isDenial = ({ name }: ServiceError): boolean => DENIALS.includes(name);
