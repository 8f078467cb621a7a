/** An error as an AWS SDK throws it. */
export const sdkError = (name: string, message = `no: ${name}`): Error =>
  Object.assign(new Error(message), { name });
