import type { AccessModel } from '../report/access-model.ts';
import { inOrganization } from '../report/organization-policies.ts';
import type { Progress } from '../report/report.ts';
import type { Paint } from '../report/text/paint.ts';
import { answerCommand, type CommandAnswer } from './answer-command.ts';
import { formatForErrors, type Options, parseOptions } from './options.ts';
import { readExpectation } from './read-expected.ts';
import { readTemplateModels } from './report-on-template.ts';
import { HelpShown } from './usage-error.ts';
import { errorLines, errorsAs, errorsOf, filesOf } from './write-errors.ts';

type StackSource = Extract<Options['source'], { kind: 'stack' }>;

/** The functions that the command needs from its environment. */
export interface CommandEnvironment {
  /** Gives the text of a file. */
  readonly read: (file: string) => Promise<string>;
  /** Reads deployed state machines: those of a stack, or those that are named by their ARNs. */
  readonly stack: (
    source: StackSource,
    stateMachine: string | undefined,
  ) => Promise<readonly AccessModel[]>;
  readonly paint: Paint;
  /** Receives a line about the progress. */
  readonly show: (text: string) => void;
}

/** The output of the command and its exit code. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 1 | 2;
}

/**
 * Runs the command and returns its output and exit code. It does not throw: a failure gives exit code 2
 * and a line for each error, never an answer.
 * @param args the arguments after the name of the command.
 */
export async function run(
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<CommandResult> {
  let help = '';
  try {
    const options = parseOptions(args, (text) => {
      help += text;
    });
    const { text, exitCode } = await answerTo(options, environment);
    return { stdout: `${text}\n`, stderr: '', exitCode };
  } catch (error) {
    if (error instanceof HelpShown) return { stdout: help, stderr: '', exitCode: 0 };
    const { format, template } = formatForErrors(args);
    const texts = await textsOf([template ?? [], filesOf(error)].flat(), environment);
    const errors = errorsOf(error, template, (file) => texts.get(file));
    return { stdout: errorsAs(format, errors), stderr: errorLines(errors), exitCode: 2 };
  }
}

/** Returns the texts of files, for the lines of errors. A file that cannot be read is left out. */
async function textsOf(
  files: readonly string[],
  { read }: CommandEnvironment,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const file of new Set(files)) {
    const text = await read(file).catch(() => undefined);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

async function answerTo(
  options: Options,
  { read, stack, paint, show }: CommandEnvironment,
): Promise<CommandAnswer> {
  const { source, stateMachine, organization, format } = options;
  const expectation = await readExpectation(options, read);
  const found =
    source.kind === 'template'
      ? await readTemplateModels(source, stateMachine, read)
      : await stack(source, stateMachine);
  const models = found.map((one) => (organization ? inOrganization(one, organization) : one));
  const progress: Progress = (done, of, phase) => show(`${phase}: ${done} of ${of}`);
  const placed = source.kind === 'template' && format === 'sarif';
  const file = placed ? await placesIn(source.file, read) : {};
  return answerCommand(models, options, expectation, { paint, progress, ...file });
}

/** A cloud assembly is a folder and has no lines. */
async function placesIn(file: string, read: CommandEnvironment['read']) {
  const { templatePlaces } = await import('../report/template-places.ts');
  const text = await read(file).catch(() => undefined);
  return text === undefined ? {} : { file: { file, placeOf: templatePlaces(text) } };
}
