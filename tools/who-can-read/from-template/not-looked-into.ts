import type { NotLookedInto } from '../report/access-model.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { ofType, optionalText } from './resource-properties.ts';
import { treatmentOf } from './resource-types.ts';

const CUSTOM = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

/**
 * Returns resources that could contain principals, permissions or copies of the data, and that cannot be
 * looked into. Also returns macros that get the whole template.
 * @param excluded names that the user has excluded.
 */
export function notLookedInto(
  template: TemplateResources,
  excluded: readonly string[],
): readonly NotLookedInto[] {
  const resources = template.resources().flatMap((resource): readonly NotLookedInto[] => {
    const found = treatmentOf(resource.type);
    if (found.treatment !== 'not looked into' || isProvidedHere(resource, template)) return [];
    const { logicalId: name, type } = resource;
    return [{ name, type, why: found.why, needs: found.needs, excluded: excluded.includes(name) }];
  });
  const macros = [...template.macros].map(([name, what]) => ({
    name,
    type: what,
    why: what === 'macro' ? 'It can change the whole template.' : 'It can change the resource.',
    needs: 'Give the template that it returns (GetTemplate with the stage Processed).',
    excluded: excluded.includes(name),
  }));
  return [...resources, ...macros];
}

/**
 * A custom resource has the permissions of its provider. If the provider is a function of the template,
 * its role has its own row, so there is nothing else to look into.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
function isProvidedHere(resource: ResolvedResource, template: TemplateResources): boolean {
  if (!CUSTOM.test(resource.type)) return false;
  const token = optionalText(resource, 'ServiceToken');
  return ofType(template, 'AWS::Lambda::Function').some((one) => one.attribute('Arn') === token);
}
