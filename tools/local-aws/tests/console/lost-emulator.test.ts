/** After the emulator had ended, the console page still showed its old data without a message. */
import { beforeAll, expect, it } from '@jest/globals';
import { quietConsole } from './quiet-console.ts';
import { enter, type Visitor } from './visit.ts';

let up = true;
const start = quietConsole(() => up);
let visitor: Visitor;
beforeAll(async () => {
  visitor = await enter((await start()).console.url);
});

// id: console-shows-lost-emulator
it('ends the live connection of the page while the emulator does not answer', async () => {
  const live = visitor.call('live', {});
  up = false;
  expect((await live).status).toBe(200);
  expect((await visitor.call('about', {})).status).toBe(503);

  up = true;
  expect((await visitor.call('about', {})).status).toBe(200);
});
