import { build } from 'esbuild';
import { PATHS } from 'helpers/project-paths';

/** The page's files as browsers get them. */
export type Bundle = { readonly script: string; readonly style: string };

/** Browsers with all that the script uses since 2023. https://esbuild.github.io/api/#target */
const TARGET = ['es2022', 'chrome112', 'firefox113', 'safari16.4'];

/**
 * Builds the page's script and style, which takes less time than to see whether that is needed.
 *
 * @throws esbuild's BuildFailure.
 */
export async function bundle(): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: PATHS.root,
    entryPoints: {
      console: 'tools/local-aws/console/browser/main.ts',
      style: 'tools/local-aws/console/page/style/style.css',
    },
    outdir: 'out',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: TARGET,
    legalComments: 'inline',
    logLevel: 'silent',
  });
  const found = (end: string): string =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: found('console.js'), style: found('style.css') };
}
