import { PATHS } from 'helpers/project-paths';

/**
 * Returns the arguments with which Node.js runs a program of tools/, as the scripts of package.json do.
 *
 * @param program a folder of tools/ that holds cli.ts.
 */
export const toolArguments = (program: string, ...args: string[]): string[] => [
  '--conditions=source',
  `${PATHS.root}run-tool.mjs`,
  program,
  ...args,
];
