import { waysToRead } from '../escalation/escalation.ts';
import type { Way } from '../escalation/escalation-path.ts';
import { either } from '../escalation/evaluate-access.ts';
import { ask, type Channel, channelNames } from '../read-paths/read-paths.ts';
import type { Situation, Subject } from './access-model.ts';
import type { Finding } from './finding.ts';

/** All that the report says of one principal. */
export interface Row {
  readonly subject: Subject;
  readonly findings: Readonly<Record<Channel, Finding>>;
  /** How the principal reads the workflow or may come to; left out: no way was found. */
  readonly way?: Way;
}

/** Who can read, and why. */
export interface Report {
  readonly situation: Situation;
  /** Readers first, then those of whom nobody can tell, then those who could become one. */
  readonly rows: readonly Row[];
}

/** Called now and then with the number of principals that are done. */
export type Progress = (done: number, of: number) => void;

/** Works out, for everybody in a situation, what can be read and by which way. */
export function report(situation: Situation, progress: Progress = () => {}): Report {
  const { subjects } = situation;
  const found = new Map(
    subjects.map((subject, at) => {
      if (at % 100 === 0) progress(at, subjects.length);
      return [subject, findingsOf(situation, subject)] as const;
    }),
  );
  const findings = (subject: Subject) => found.get(subject) ?? findingsOf(situation, subject);
  const ways = waysToRead(situation, (subject) => {
    const { workflow, decrypt, activity } = findings(subject);
    return either(workflow.answer, decrypt.answer, activity.answer);
  });
  progress(subjects.length, subjects.length);
  const rows = subjects.map((subject): Row => {
    const way = ways.get(subject.id);
    return { subject, findings: findings(subject), ...(way ? { way } : {}) };
  });
  return { situation, rows: rows.toSorted((a, b) => rank(a) - rank(b)) };
}

function findingsOf(situation: Situation, subject: Subject): Row['findings'] {
  return {
    workflow: ask('workflow', situation, subject),
    decrypt: ask('decrypt', situation, subject),
    activity: ask('activity', situation, subject),
    delivery: ask('delivery', situation, subject),
    logs: ask('logs', situation, subject),
    table: ask('table', situation, subject),
  };
}

/** Order of the rows; within a rank they stay as they are. */
function rank({ findings, way }: Row): number {
  const answerTo = (name: Channel) => findings[name].answer;
  const answers = channelNames.map(answerTo);
  const direct = channelNames.slice(0, channelNames.indexOf('logs')).map(answerTo);
  if (direct.includes('yes')) return 0;
  if (direct.includes('unknown')) return 1;
  if (answers.includes('yes')) return 2;
  if (answers.includes('unknown')) return 3;
  return way ? 3 + way.steps.length : 1000;
}
