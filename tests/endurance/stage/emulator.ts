import { readFile } from 'node:fs/promises';
import { type EmulatorOptions, startEmulator } from '../../../local/emulator/emulator.ts';

/** An emulator that can be killed, and comes back at the same address with what it had saved. */
export type MortalEmulator = {
  url: string;
  pid(): number;
  /** Ends it as a person would. It saves its state, and that only then. */
  end(): Promise<void>;
  /** Ends it and the functions it runs at once. What was not saved is lost. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/** What the emulator writes when a part of its state could not be saved or read back. */
const TROUBLE = /^.*(?:Persistence: (?:failed|error)|Failed to restore).*$/gm;

/**
 * Starts one whose state lies in a folder.
 *
 * @param complain is told when the emulator could not save or read back.
 */
export async function startMortalEmulator(
  options: EmulatorOptions,
  state: string,
  complain: (line: string) => void,
): Promise<MortalEmulator> {
  const env = { ...options.env, PERSIST_STATE: '1', STATE_DIR: state };
  let emulator = await startEmulator({ ...options, env });
  const { url, port } = emulator;
  const ended = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    // The emulator heads a group of its own; the functions it runs are in it.
    process.kill(signal === 'SIGKILL' ? -emulator.pid : emulator.pid, signal);
    await emulator.ended;
    const log = await readFile(emulator.logFile, 'utf8');
    for (const [line] of log.matchAll(TROUBLE)) complain(line);
    await emulator.stop();
  };
  return {
    url,
    pid: () => emulator.pid,
    end: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
    async startAgain() {
      emulator = await startEmulator({ ...options, env, port });
    },
    stop: () => emulator.stop(),
  };
}
