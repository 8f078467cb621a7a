import type { LambdaArchitecture } from '../docker/architecture.ts';

/** The repository and version of the public Lambda image for nodejs24.x
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-image.html). */
const REPOSITORY = 'public.ecr.aws/lambda/nodejs';
const VERSION = '24';

export type ImageTags = {
  /** The tag that the SAM CLI uses for the runtime of a nodejs24.x function. */
  runtime: string;
  /** The tag for that image with the SAM CLI's runtime interface emulator. */
  emulation: string;
};

/** The tags that the SAM CLI uses for functions of one processor. */
export const imageTags = (architecture: LambdaArchitecture): ImageTags => ({
  runtime: `${REPOSITORY}:${VERSION}-${architecture}`,
  emulation: `${REPOSITORY}:${VERSION}-rapid-${architecture}`,
});

/** The label that only a substitute has; its value names the inputs. */
export const SUBSTITUTE_LABEL = 'stock-trading-under-its-own-key.lambda-image-inputs';
