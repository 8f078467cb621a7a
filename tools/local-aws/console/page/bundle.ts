import { build } from 'esbuild';
import { PATHS } from 'helpers/project-paths';

/** The files of the page. */
export type Bundle = { readonly script: string; readonly style: string };

/** Browsers of 2023 and later. https://esbuild.github.io/api/#target */
const TARGET = ['es2022', 'chrome112', 'firefox113', 'safari16.4'];

/**
 * Builds the script and the style of the page. A check whether that is needed would take longer.
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
