import { serviceErrorText } from '../account/service-error.ts';
import { AccessError } from '../errors.ts';
import { errorsMarkdown, placeText } from '../report/markdown.ts';
import { SCHEMA_VERSION } from '../report/report-json.ts';
import { sarifOfErrors, type ToolError } from '../report/sarif.ts';
import { placeOfPath } from '../report/template-places.ts';
import { AllErrors, singleErrors, TemplateError } from '../template/index.ts';
import type { Format } from './options.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/**
 * Returns errors with messages for the user, in the order of their places.
 * @param file the template, if there is one.
 * @param textOf returns the text of a file, for the places of errors; undefined if it cannot be read.
 */
export function errorsOf(
  error: unknown,
  file?: string,
  textOf: (file: string) => string | undefined = () => undefined,
): readonly ToolError[] {
  const all = allIn(error).map((one) => toolError(one, file, textOf));
  const rank = ({ place }: ToolError) => place ?? { line: 0, column: 0 };
  return all.toSorted(
    (a, b) =>
      Number(a.file !== undefined) - Number(b.file !== undefined) ||
      Number(a.file !== file) - Number(b.file !== file) ||
      (a.file ?? '').localeCompare(b.file ?? '') ||
      rank(a).line - rank(b).line ||
      rank(a).column - rank(b).column,
  );
}

/** Returns the files that errors of templates name, apart from the template itself. */
export function filesOf(error: unknown): readonly string[] {
  const files = allIn(error).flatMap((one) =>
    one instanceof TemplateError && one.file !== undefined ? [one.file] : [],
  );
  return [...new Set(files)];
}

function allIn(error: unknown): readonly unknown[] {
  if (error instanceof AllErrors) return error.errors;
  return error instanceof TemplateError ? singleErrors(error) : [error];
}

function toolError(
  error: unknown,
  template: string | undefined,
  textOf: (file: string) => string | undefined,
): ToolError {
  const name = error instanceof Error ? error.name : 'Error';
  const message = messageOf(error);
  if (!(error instanceof TemplateError)) return { name, message };
  const file = error.file ?? template;
  const text = file === undefined ? undefined : textOf(file);
  // The parser has the line of its own errors. For others, the path is looked up in the text.
  const place = error.place ?? (text === undefined ? undefined : placeOfPath(text, error.path));
  return { name, message, ...(file === undefined ? {} : { file }), ...(place ? { place } : {}) };
}

/** Returns errors in the format of the report, for standard output; an empty text for the text format. */
export function errorsAs(format: Format, errors: readonly ToolError[]): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, errors: errors.map(jsonOf) }, null, 2)}\n`;
    case 'markdown':
      return errorsMarkdown(errors);
    case 'sarif':
      return `${JSON.stringify(sarifOfErrors(errors, VERSION), null, 2)}\n`;
    default:
      return '';
  }
}

/** Returns a line for each error: `template.yaml:12:3: what is wrong`. */
export function errorLines(errors: readonly ToolError[]): string {
  return errors
    .map((one) => `${[placeText(one), one.message].filter(Boolean).join(': ')}\n`)
    .join('');
}

function jsonOf({ name, message, file, place }: ToolError) {
  return { name, message, ...(file === undefined ? {} : { file }), ...place };
}

/** Returns a sentence for a known error, and all details of another one. */
function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} (--help shows how)`;
  const ofService = serviceErrorText(error);
  if (ofService !== undefined) return ofService;
  if (error instanceof AccessError) return error.message;
  const ofFile = fileErrorText(error);
  if (ofFile !== undefined) return ofFile;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

const fileErrors: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EISDIR: 'it is a folder, and a file is needed',
  EACCES: 'reading it is not permitted',
};

/** A sentence for a file that cannot be read. */
function fileErrorText(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const why = fileErrors[String(error.code)];
  const path = 'path' in error ? String(error.path) : 'a file';
  return why === undefined ? undefined : `cannot read ${path}: ${why}`;
}
