import { expect, it } from '@jest/globals';
import { accessModelOfTemplate } from '../../from-template/model-of-template.ts';
import { resolveTemplate } from '../../template/index.ts';
import { objectAt } from '../../template/json-value.ts';
import { parseTemplate } from '../../template/parse-template.ts';
import { place, templateText } from '../proof/access-models.ts';

/** Returns the notes of the report on the template, with a key of these properties. */
function notesWith(property: object): string {
  const template = parseTemplate(templateText);
  const resources = objectAt(template['Resources'] ?? {}, 'Resources');
  const key = objectAt(resources['StocksKmsKey'] ?? {}, 'StocksKmsKey');
  const Properties = { ...objectAt(key['Properties'] ?? {}, 'Properties'), ...property };
  const all = { ...template, Resources: { ...resources, StocksKmsKey: { ...key, Properties } } };
  return accessModelOfTemplate(resolveTemplate(JSON.stringify(all), place)).notes.join('\n');
}

it('says that a multi-Region key can have replicas that are not in the template', () => {
  expect(notesWith({ MultiRegion: true })).toContain('replicas in other Regions');
  expect(notesWith({})).not.toContain('replicas');
});
