import { serviceErrorText } from '../account/service-error.ts';
import { AccessError } from '../errors.ts';
import { errorsMarkdown } from '../report/markdown.ts';
import { SCHEMA_VERSION } from '../report/report-json.ts';
import { sarifOfErrors, type ToolError } from '../report/sarif.ts';
import { placeOfPath } from '../report/template-places.ts';
import { TemplateError, TemplateErrors, type TextPlace } from '../template/index.ts';
import type { Format } from './options.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/**
 * Returns errors with messages for the user.
 * @param templateText the text of the template, where there is one.
 */
export function errorsOf(error: unknown, templateText?: string): readonly ToolError[] {
  if (error instanceof TemplateErrors)
    return error.errors.flatMap((one) => errorsOf(one, templateText));
  const name = error instanceof Error ? error.name : 'Error';
  const place = error instanceof TemplateError ? placeOf(error, templateText) : undefined;
  return [{ name, message: messageOf(error), ...(place ? { place } : {}) }];
}

/** The parser has the line of its own errors. For others, the path is looked up in the text. */
function placeOf({ place, path }: TemplateError, text: string | undefined): TextPlace | undefined {
  return place ?? (text === undefined ? undefined : placeOfPath(text, path));
}

/**
 * Returns errors in the format of the report, for standard output; an empty text for the text format.
 * @param file the template, if there is one.
 */
export function errorsAs(
  format: Format,
  errors: readonly ToolError[],
  file: string | undefined,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, errors: errors.map((one) => jsonOf(one, file)) }, null, 2)}\n`;
    case 'markdown':
      return errorsMarkdown(errors);
    case 'sarif':
      return `${JSON.stringify(sarifOfErrors(errors, file, VERSION), null, 2)}\n`;
    default:
      return '';
  }
}

/** Returns a line for each error: `template.yaml:12:3: what is wrong`. */
export function errorLines(errors: readonly ToolError[], file: string | undefined): string {
  return errors
    .map(({ message, place }) =>
      place ? `${file ?? 'template'}:${place.line}:${place.column}: ${message}` : message,
    )
    .map((line) => `${line}\n`)
    .join('');
}

function jsonOf({ name, message, place }: ToolError, file: string | undefined) {
  return { name, message, ...(place ? { file: file ?? 'template', ...place } : {}) };
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
