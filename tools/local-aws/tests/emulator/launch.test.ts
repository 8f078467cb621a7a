import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { TEMPLATES } from '../../../checks/checks.ts';
import { isolated, LOCAL } from '../../aws/environment.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { prepareTools } from '../../tools/tools.ts';
import { python } from './python.ts';

/** Prints how the emulator reads the templates, and whether it uses the parser in C. */
const PARSE = `
import json, sys, yaml
fast = yaml.__with_libyaml__
if sys.argv[1] == 'launched':
    import launch
from ministack.services.cloudformation.engine import CfnLoader, _parse_template
by_c = fast and issubclass(CfnLoader, yaml.CSafeLoader)
print(json.dumps([fast, by_c, [_parse_template(open(name).read()) for name in sys.argv[2:]]]))
`;

it(
  'the emulator gets the same result for every template from the C parser and the Python parser',
  async () => {
    const parse = async (how: string) => {
      const { stdout } = await python(PARSE, how, ...TEMPLATES);
      const [fast, byC, templates] = JSON.parse(stdout);
      return { fast, byC, templates };
    };

    const launched = await parse('launched');
    const alone = await parse('alone');

    expect(launched.byC).toBe(launched.fast);
    expect(alone.byC).toBe(false);
    expect(launched.templates).toHaveLength(TEMPLATES.length);
    expect(launched.templates).toEqual(alone.templates);
  },
  TIMEOUT,
);

it(
  'an emulator with another function executor does not start',
  async () => {
    const { exitCode, all } = await python(`
from ministack.core import lambda_runtime
import launch
lambda_runtime._NODEJS_WORKER_SCRIPT = 'console.log("quite another program")'
launch.report_as_lambda_does()
`);
    expect(exitCode).toBe(1);
    expect(all).toContain('This emulator is not the one that lambda_errors.py is written for.');
  },
  TIMEOUT,
);

// id: container-engine-untouched
it(
  'an emulator does not use the container engine of the machine',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const calls: unknown[] = [];
    const engine = createServer((request, response) => {
      calls.push(request.url);
      response.setHeader('content-type', 'application/json').end('[]');
    });
    engine.listen(join(folder, 'docker.sock'));
    await once(engine, 'listening');
    try {
      const emulator = await startEmulator({
        python: (await prepareTools(process.env, quietProgress)).python,
        env: {
          ...isolated(process.env, folder),
          DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
        },
        folder,
        region: LOCAL.region,
      });
      await emulator.stop();
    } finally {
      engine.close();
      await rm(folder, { recursive: true });
    }
    expect(calls).toEqual([]);
  },
  TIMEOUT,
);
