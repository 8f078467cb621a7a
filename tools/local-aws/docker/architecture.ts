/** Lambda's names of the processors that Docker calls amd64 and arm64. */
export const LAMBDA_ARCHITECTURES = { amd64: 'x86_64', arm64: 'arm64' } as const;

/** An instruction set as `Architectures` of a function names it
 * (https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html). */
export type LambdaArchitecture = (typeof LAMBDA_ARCHITECTURES)[keyof typeof LAMBDA_ARCHITECTURES];

/**
 * @param docker a processor as `docker version` names it.
 * @returns undefined for one that Lambda does not offer.
 */
export function lambdaArchitecture(docker: string): LambdaArchitecture | undefined {
  return new Map<string, LambdaArchitecture>(Object.entries(LAMBDA_ARCHITECTURES)).get(docker);
}
