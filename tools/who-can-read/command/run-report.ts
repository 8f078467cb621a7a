import { serviceErrorText } from '../account/service-error.ts';
import { AccessError } from '../errors.ts';
import type { AccessModel } from '../report/access-model.ts';
import { inOrganization } from '../report/organization-policies.ts';
import type { Paint } from '../report/text/paint.ts';
import { answerCommand, type CommandAnswer } from './answer-command.ts';
import { type Options, parseOptions } from './options.ts';
import { readExpectation } from './read-expected.ts';
import { readTemplateModel } from './report-on-template.ts';
import { HelpShown, UsageError } from './usage-error.ts';

type StackSource = Extract<Options['source'], { kind: 'stack' }>;

/** What the command needs of the world. */
export interface CommandEnvironment {
  /** Gives the text of a file. */
  readonly read: (file: string) => Promise<string>;
  /** Reads deployed state machines: those of a stack, or those that are named by their ARNs. */
  readonly stack: (
    source: StackSource,
    stateMachine: string | undefined,
  ) => Promise<readonly AccessModel[]>;
  readonly paint: Paint;
  /** Takes a line on how far it is. */
  readonly show: (text: string) => void;
}

/** What the command writes and how it ends. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 1 | 2;
}

/**
 * Runs the command. Whatever goes wrong is an exit code of 2 and a line of words: a report that
 * could not be made is never an answer.
 */
export async function run(
  args: readonly string[],
  world: CommandEnvironment,
): Promise<CommandResult> {
  let help = '';
  try {
    const options = parseOptions(args, (text) => {
      help += text;
    });
    const { text, exitCode } = await answerTo(options, world);
    return { stdout: `${text}\n`, stderr: '', exitCode };
  } catch (error) {
    if (error instanceof HelpShown) return { stdout: help, stderr: '', exitCode: 0 };
    return { stdout: '', stderr: `${wordsOf(error)}\n`, exitCode: 2 };
  }
}

async function answerTo(options: Options, { read, stack, paint, show }: CommandEnvironment) {
  const { source, stateMachine, organization } = options;
  const expectation = await readExpectation(options, read);
  const found =
    source.kind === 'template'
      ? [await readTemplateModel(source, stateMachine, read)]
      : await stack(source, stateMachine);
  const progress = (done: number, of: number): void => show(`Deciding: ${done} of ${of}`);
  const answers = found.map((one) => {
    const model = organization ? inOrganization(one, organization) : one;
    return answerCommand(model, options, expectation, paint, progress);
  });
  return joined(answers, options.json);
}

/** One answer for several state machines: JSON is a list then. A difference outweighs an unknown. */
function joined(answers: readonly CommandAnswer[], json: boolean): CommandAnswer {
  const [only] = answers;
  if (only && answers.length === 1) return only;
  const texts = answers.map(({ text }) => text);
  const codes = answers.map(({ exitCode }) => exitCode);
  const exitCode = codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0;
  return { text: json ? `[\n${texts.join(',\n')}\n]` : texts.join('\n\n'), exitCode };
}

/** A sentence for what is known to go wrong; all there is for what is not. */
function wordsOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} (--help shows how)`;
  const ofService = serviceErrorText(error);
  if (ofService !== undefined) return ofService;
  if (error instanceof AccessError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
