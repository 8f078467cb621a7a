/**
 * Errors by which the key or a policy makes itself felt.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 */
export type StepFunctionsErrorName =
  | 'AccessDeniedException'
  | 'KmsAccessDeniedException'
  | 'KmsInvalidStateException'
  | 'InvalidEncryptionConfiguration';
