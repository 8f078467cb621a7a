/**
 * Returns the folder in which the user called the command. Paths of files are relative to it. npm
 * changes to the root of the package before it runs a script, and sets a variable with the original
 * folder.
 * https://docs.npmjs.com/cli/v11/commands/npm-run-script
 *
 * @param script that npm runs the command by. Another script, or its child process, also has the
 *   variable, which then is not about this command.
 */
export function workingFolder(script: string, env: NodeJS.ProcessEnv, cwd: string): string {
  return env['npm_lifecycle_event'] === script ? (env['INIT_CWD'] ?? cwd) : cwd;
}
