import { run } from 'helpers/run-program';

/**
 * @param output of `ldd` for a dynamic program.
 * @returns the absolute paths in it: the libraries and the program interpreter, without the
 *   kernel's `linux-vdso`.
 * @throws Error when a library is not on this machine.
 */
export function parseLdd(output: string): string[] {
  const missing = output.match(/^\s*(\S+) => not found/m);
  if (missing) throw new Error(`The library ${missing[1]} is not on this machine.`);
  return [...output.matchAll(/(?:^|=>)\s*(\/\S+) \(0x/gm)].flatMap(([, path]) => path ?? []);
}

/**
 * @param programs absolute paths of programs and libraries of this machine's own processor.
 * @returns each needed library once, in a fixed order.
 */
export async function sharedLibraries(
  programs: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const found = new Set<string>();
  for (const program of programs) {
    const { stdout } = await run('ldd', [program], { env, timeout: 20_000 });
    for (const path of parseLdd(stdout)) found.add(path);
  }
  return [...found].sort();
}
