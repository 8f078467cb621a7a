export { TemplateError } from './errors.ts';
export { parseTemplate } from './parse.ts';
export {
  type ResolvedResource,
  type ResolvedTemplate,
  resolveParsed,
  resolveTemplate,
} from './resolve-template.ts';
export type { Place } from './scope.ts';
