export { parseTemplate } from './parse-template.ts';
export {
  type ResolvedResource,
  type ResolvedTemplate,
  resolveParsed,
  resolveTemplate,
} from './resolve-template.ts';
export type { StackLocation } from './scope.ts';
export { TemplateError } from './template-error.ts';
