import { expect, it } from '@jest/globals';
import { PATHS } from '../../../local/paths.ts';
import { run } from '../../../local/process/run.ts';
import { quietProgress } from '../../../local/progress.ts';
import { prepareTools } from '../../../local/tools/tools.ts';
import { TEMPLATES } from '../../gates.ts';
import { PATIENCE } from '../local-aws.ts';

/** What the emulator makes of the templates, and whether by the parser in C. */
const PARSE = `
import json, sys, yaml
fast = yaml.__with_libyaml__
if sys.argv[1] == 'launched':
    sys.path.insert(0, 'local/emulator')
    import launch
from ministack.services.cloudformation.engine import CfnLoader, _parse_template
by_c = fast and issubclass(CfnLoader, yaml.CSafeLoader)
print(json.dumps([fast, by_c, [_parse_template(open(name).read()) for name in sys.argv[2:]]]))
`;

it(
  'the emulator reads every template alike by the parser in C and by the one in Python',
  async () => {
    const { python } = await prepareTools(process.env, quietProgress);
    const parse = async (how: string) => {
      const args = ['-c', PARSE, how, ...TEMPLATES];
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
      const { stdout } = await run(python, args, { cwd: PATHS.root, env });
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
  PATIENCE,
);
