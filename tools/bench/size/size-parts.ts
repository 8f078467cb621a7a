import type { Metafile } from 'esbuild';

/** A part of an artifact, and the bytes that it takes there. */
export type Part = { name: string; bytes: number };

/**
 * What an artifact is made of, the largest first: npm packages, and the project's own code.
 *
 * @param metafile of a build with one output (https://esbuild.github.io/api/#metafile).
 */
export function partsOf({ outputs }: Metafile): Part[] {
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(path);
      sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...sizes]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((one, other) => other.bytes - one.bytes);
}

/** The innermost package that a file lies in. */
function packageOf(path: string): string {
  const [, within] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return within ?? 'functions';
}
