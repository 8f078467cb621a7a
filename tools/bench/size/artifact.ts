import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { PATHS } from 'helpers/project-paths';
import { type Part, partsOf } from './size-parts.ts';

/** The file that esbuild makes from an entry point. */
export type Artifact = { code: Uint8Array; parts: Part[] };

/**
 * Builds in memory, with the options of the SAM CLI.
 *
 * @param entryPoint path from the project's root.
 */
export async function artifactOf(entryPoint: string, options: BuildOptions): Promise<Artifact> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: PATHS.root,
    entryPoints: [entryPoint],
    outfile: join(PATHS.local, 'handler.js'),
    write: false,
    metafile: true,
  });
  const [file, ...others] = outputFiles;
  if (!file || others.length > 0)
    throw new Error(`${entryPoint} is built into more than one file.`);
  return { code: file.contents, parts: partsOf(metafile) };
}
