export { TemplateError } from './errors.ts';
export {
  type ResolvedResource,
  type ResolvedTemplate,
  resolveTemplate,
} from './resolve-template.ts';
export type { Place } from './scope.ts';
