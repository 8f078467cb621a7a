/**
 * Errors for a key or a policy that prevents a call.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 */
export type StepFunctionsErrorName =
  | 'AccessDeniedException'
  | 'KmsAccessDeniedException'
  | 'KmsInvalidStateException'
  | 'InvalidEncryptionConfiguration';
