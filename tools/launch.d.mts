/** The types of launch.mjs, which is plain JavaScript so that an old Node.js can start it. */
export function launch(program: string, args: readonly string[]): Promise<void>;
export function isInstalled(
  lock: { packages: Record<string, { version?: string; optional?: boolean }> },
  installed: { packages: Record<string, { version?: string }> },
): boolean;
