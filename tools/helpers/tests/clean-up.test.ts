import { describe, expect, it } from '@jest/globals';
import { cleanUpOnExit } from '../clean-up.ts';

describe('clean-up', () => {
  it('undoes the latest step first, and each step once', async () => {
    const undone: string[] = [];
    const cleanUp = cleanUpOnExit(() => {});
    for (const name of ['first', 'second']) {
      cleanUp.add(name, async () => void undone.push(name));
    }
    await Promise.all([cleanUp.run(), cleanUp.run()]);
    expect(undone).toEqual(['second', 'first']);
  });

  it('continues after a failed step, and names it', async () => {
    const undone: string[] = [];
    const said: string[] = [];
    const cleanUp = cleanUpOnExit((line) => said.push(line));
    cleanUp.add('the table', async () => void undone.push('the table'));
    cleanUp.add('the emulator', async () => {
      throw new Error('it hangs');
    });
    await cleanUp.run();
    expect(undone).toEqual(['the table']);
    expect(said).toEqual(['Could not stop the emulator: it hangs']);
  });

  it('undoes everything on a signal, aborts long work, and ends with the code of the signal', async () => {
    const undone: string[] = [];
    const code = await new Promise<number>((exit) => {
      const cleanUp = cleanUpOnExit(() => {}, exit);
      cleanUp.signal.addEventListener('abort', () => undone.push('signaled'));
      cleanUp.add('it', async () => void undone.push('undone'));
      process.emit('SIGTERM', 'SIGTERM');
    });
    expect(undone).toEqual(['signaled', 'undone']);
    expect(code).toBe(143);
  });
});
