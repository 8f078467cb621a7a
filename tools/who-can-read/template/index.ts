export { type AssemblyStack, chooseStack, readAssembly } from './cloud-assembly.ts';
export { requireKnown } from './either.ts';
export { parseTemplate } from './parse-template.ts';
export { type AssemblyOptions, resolveAssembly } from './resolve-assembly.ts';
export {
  type ResolvedResource,
  type ResolvedTemplate,
  type ResolveOptions,
  resolveParsed,
  resolveTemplate,
  type TemplateResources,
  type TemplateTree,
} from './resolve-template.ts';
export type { StackLocation } from './scope.ts';
export { TemplateError, TemplateErrors } from './template-error.ts';
export { type ReadFile, readTemplateFiles, type TemplateFiles } from './template-files.ts';
