/**
 * Returns the folder in which the user called the command. Paths of files are relative to it. npm
 * changes to the root of the package before it runs a script, and sets a variable with the original
 * folder.
 * https://docs.npmjs.com/cli/v11/commands/npm-run-script
 *
 * @param script the npm script of the command. Other scripts and their child processes also have the
 *   variable, but it is then not about this command.
 */
export function workingFolder(script: string, env: NodeJS.ProcessEnv, cwd: string): string {
  return env['npm_lifecycle_event'] === script ? (env['INIT_CWD'] ?? cwd) : cwd;
}
