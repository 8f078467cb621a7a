/** An error like those that the AWS SDK throws. */
export const sdkError = (name: string, message = `no: ${name}`): Error =>
  Object.assign(new Error(message), { name });
