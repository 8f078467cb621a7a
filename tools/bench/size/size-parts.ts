import type { Metafile } from 'esbuild';

/** A part of an artifact, and its bytes. */
export type Part = { name: string; bytes: number };

/**
 * Returns the parts of an artifact, the largest first: npm packages, and the project's own code.
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

/** Returns the innermost package of a file. */
function packageOf(path: string): string {
  const [, within] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return within ?? 'functions';
}
