export { type AssemblyStack, chooseStack, readAssembly } from './cloud-assembly.ts';
export { requireKnown } from './either.ts';
export {
  AllErrors,
  orAllErrors,
  type Replaced,
  withoutValues,
  withUnknownParts,
} from './every-error.ts';
export { type AssemblyOptions, type LoadedAssembly, loadAssembly } from './load-assembly.ts';
export { parseTemplate } from './parse-template.ts';
export { placeholderOf } from './placeholders.ts';
export { resolveParsed, resolveTemplate } from './resolve-template.ts';
export type {
  ResolvedResource,
  ResolvedTemplate,
  ResolveOptions,
  TemplateResources,
  TemplateTree,
} from './resolved-template.ts';
export type { StackLocation } from './scope.ts';
export { collectErrors, singleErrors, TemplateError, TemplateErrors } from './template-error.ts';
export { type ReadFile, readTemplateFiles, type TemplateFiles } from './template-files.ts';
export { readYaml, type TextPlace } from './yaml-document.ts';
