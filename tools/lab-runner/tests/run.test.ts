import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands, denied, fence, type Tiny, tinyPage, tinyWorkshop } from './tiny-workshop.ts';

const using = async <T>(tiny: Tiny, work: (tiny: Tiny) => Promise<T>): Promise<T> => {
  try {
    return await work(tiny);
  } finally {
    await tiny.remove();
  }
};

describe('a page without a difference', () => {
  it('passes: variables persist between fences, errors are named, files are written', async () => {
    const body = [
      commands('', 'GREETING=hello'),
      fence('sh run=tester', 'echo "$GREETING" | cat'),
      fence('text expected', 'hello'),
      fence('sh run=tester error=KmsAccessDeniedException', denied('KmsAccessDeniedException')),
      fence('sh run=tester exit=3', '(exit 3)'),
      commands('', 'mkdir -p .aws-sam/lab'),
      'Save this as `.aws-sam/lab/policy.json`:',
      fence('json save=.aws-sam/lab/policy.json', '{ "Version": "2012-10-17" }'),
      fence('sh run=tester', 'cat .aws-sam/lab/policy.json'),
      fence('text expected', '...Version...'),
      fence('sh run=tester only=aws', 'false'),
      fence('sh manual="it never ends"', 'sleep infinity'),
      fence('json', '{ "only": "shown" }'),
    ].join('\n\n');
    await using(await tinyWorkshop({ good: tinyPage(body) }), async (tiny) => {
      expect((await tiny.read()).problems).toEqual([]);
      expect(await tiny.run()).toEqual([]);
      const written = await readFile(join(tiny.root, '.aws-sam/lab/policy.json'), 'utf8');
      expect(written).toBe('{ "Version": "2012-10-17" }\n');
    });
  });

  it('waits for an output that arrives in time', async () => {
    const body = `${commands('wait=20s', 'echo x >>count\nwc -l <count')}\n\n${fence('text expected', '3')}`;
    await using(await tinyWorkshop({ waits: tinyPage(body) }), async (tiny) => {
      expect(await tiny.run()).toEqual([]);
    });
  });

  it('starts in a new shell, without variables of the previous page', async () => {
    const first = tinyPage(commands('', 'LEFT=over'));
    const second = tinyPage(
      `${commands('', 'echo "[${LEFT-nothing}]"')}\n\n${fence('text expected', '[nothing]')}`,
    );
    await using(await tinyWorkshop({ first, second }), async (tiny) => {
      expect(await tiny.run()).toEqual([]);
    });
  });
});

describe('a page whose state cannot be reached', () => {
  it('is reported, and does not run', async () => {
    const page = tinyPage(commands('', 'echo ran >ran')).replace('ready', 'out-of-reach');
    await using(await tinyWorkshop({ page }), async (tiny) => {
      const file = 'workshop/pages/page.md';
      const message = 'Its state was not reached: out-of-reach.\ncannot go there';
      expect(await tiny.run()).toEqual([{ file, line: 1, message }]);
      await expect(readFile(join(tiny.root, 'ran'))).rejects.toThrow('ENOENT');
    });
  });
});

describe('commands that run out of time', () => {
  it('are ended with every process that they started', async () => {
    const late = commands('timeout=1s', '(sleep 2; echo late >late) &\nsleep 30');
    await using(await tinyWorkshop({ late: tinyPage(late) }), async (tiny) => {
      expect(await tiny.run()).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await expect(readFile(join(tiny.root, 'late'))).rejects.toThrow('ENOENT');
    });
  });
});
