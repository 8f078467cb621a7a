import { readPathNames } from '../read-paths/read-paths.ts';
import type { TextPlace } from '../template/index.ts';
import type { Comparison, Difference } from './compare-reports.ts';
import type { Report, Row } from './report.ts';
import { stepsSentence } from './text/steps-text.ts';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, section 3.49 */
const rules = {
  'reader-not-expected': 'A principal that the expectation does not name can read.',
  'reader-missing': 'A principal that the expectation names cannot read.',
  'reader-unknown': 'Whether a principal can read is unknown.',
  reader: 'A principal can read data of the workflow.',
  'escalation-path': 'A principal could become a reader by changing something first.',
} as const;

type RuleId = keyof typeof rules;

const ruleOf = {
  'not expected': 'reader-not-expected',
  missing: 'reader-missing',
  unknown: 'reader-unknown',
} as const satisfies Record<Difference['what'], RuleId>;

const levelOf = {
  'reader-not-expected': 'error',
  'reader-missing': 'error',
  'reader-unknown': 'warning',
  reader: 'note',
  'escalation-path': 'note',
} as const satisfies Record<RuleId, string>;

/** A report, and what it was compared with. */
export interface ComparedReport {
  readonly report: Report;
  readonly comparison?: Comparison;
}

/** An error because of which the tool has no answer. */
export interface ToolError {
  readonly name: string;
  readonly message: string;
  /** The file with the error; left out for an error that is not in a file. */
  readonly file?: string;
  readonly place?: TextPlace;
}

/** Where the findings are shown. */
export interface SarifFile {
  /** The path from the command line. */
  readonly file: string;
  /** Returns the place of a resource in it, or of the whole file. */
  readonly placeOf: (logicalId: string | undefined) => TextPlace;
}

/**
 * Returns the findings as a SARIF 2.1.0 log: the differences from an expectation, or all readers and
 * escalation paths if there is no expectation.
 *
 * @param file the template; left out for a deployed stack, whose findings have no place in a file.
 * @param version of the tool.
 */
export function sarifOfReports(
  reports: readonly ComparedReport[],
  file: SarifFile | undefined,
  version: string,
): object {
  const results = reports.flatMap(({ report, comparison }) =>
    (comparison ? differencesIn(comparison) : findingsIn(report)).map((found) =>
      resultOf(found, report, file),
    ),
  );
  return log(results, { executionSuccessful: true }, version);
}

/** Returns errors as a SARIF 2.1.0 log of a run that failed. */
export function sarifOfErrors(errors: readonly ToolError[], version: string): object {
  const toolExecutionNotifications = errors.map(({ name, message, file, place }) => ({
    level: 'error',
    descriptor: { id: name },
    message: { text: message },
    ...(file === undefined ? {} : { locations: [physical(file, place)] }),
  }));
  return log([], { executionSuccessful: false, toolExecutionNotifications }, version);
}

interface Found {
  readonly ruleId: RuleId;
  readonly principal: string;
  readonly about: string;
  readonly text: string;
}

function differencesIn({ differences }: Comparison): readonly Found[] {
  return differences.map(({ question, principal, what, reason }) => {
    const ruleId = ruleOf[what];
    return { ruleId, principal, about: question, text: `${principal}: ${rules[ruleId]} ${reason}` };
  });
}

function findingsIn({ rows }: Report): readonly Found[] {
  return rows.flatMap((row) => [...readsIn(row), ...escalationIn(row)]);
}

function readsIn({ subject, findings }: Row): readonly Found[] {
  return readPathNames.flatMap((readPath): readonly Found[] => {
    const { answer, reason } = findings[readPath];
    if (answer === 'no') return [];
    const ruleId = answer === 'yes' ? 'reader' : 'reader-unknown';
    return [
      {
        ruleId,
        principal: subject.id,
        about: readPath,
        text: `${subject.name}: ${readPath}: ${reason}`,
      },
    ];
  });
}

function escalationIn({ subject, escalation }: Row): readonly Found[] {
  if (!escalation || escalation.steps.length === 0) return [];
  const text = `${subject.name} could become a reader: ${stepsSentence(escalation)}`;
  return [{ ruleId: 'escalation-path', principal: subject.id, about: 'escalation', text }];
}

function resultOf(
  { ruleId, principal, about, text }: Found,
  { model, rows }: Report,
  file: SarifFile | undefined,
): object {
  const subject = rows.find((row) => row.subject.id === principal)?.subject;
  const logical = {
    logicalLocations: [{ fullyQualifiedName: principal, kind: 'resource' }],
  };
  const place = file && physical(file.file, file.placeOf(subject?.logicalId ?? undefined));
  return {
    ruleId,
    ruleIndex: Object.keys(rules).indexOf(ruleId),
    level: levelOf[ruleId],
    message: { text },
    locations: [{ ...place, ...logical }],
    // The same finding has the same fingerprint when lines move.
    partialFingerprints: {
      'finding/v1': [model.stateMachine.name, ruleId, about, principal].join('|'),
    },
  };
}

function physical(file: string, place: TextPlace | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(place ? { region: { startLine: place.line, startColumn: place.column } } : {}),
    },
  };
}

/** Code scanning needs paths that are relative to the repository. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function log(results: readonly object[], invocation: object, version: string): object {
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'who-can-read',
            version,
            rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation],
        results,
      },
    ],
  };
}
