import type { AccessModel, DataCopy } from '../access-model.ts';
import { wrap } from './layout.ts';
import type { Paint } from './paint.ts';

/** Returns why the report is not complete, and the notes on it. */
export function limitsText(model: AccessModel, paint: Paint): readonly string[] {
  const {
    unread,
    notLookedInto = [],
    unknownValues = [],
    copies = [],
    notes,
    otherTables = [],
  } = model;
  const open = notLookedInto.filter(({ excluded }) => !excluded);
  const excluded = notLookedInto.filter((one) => one.excluded).map(({ name }) => name);
  const lines = [
    ...unread.flatMap(({ what, why }) => warning(`${what}: ${why}`, 'Could not be read: ', paint)),
    ...open.flatMap(({ name, type, why, needs }) =>
      warning(`${name} (${type}): ${why} ${needs}`, 'Not looked into: ', paint),
    ),
    ...unknownValues.flatMap(({ name, why, give }) =>
      warning(
        `${name}: ${why}${give === undefined ? '' : `. To give it, add ${give}`}`,
        'Unknown value: ',
        paint,
      ),
    ),
    ...(excluded.length > 0 ? wrap(excluded.join(', '), 'Excluded by you: ') : []),
    ...copies.flatMap((one) => wrap(copyText(one), 'Copy of the data: ')),
    ...otherTables.flatMap((one) => wrap(copyText(one), 'Table of the stack: ')),
    ...notes.flatMap((note) => wrap(note, 'Note: ')),
  ];
  return lines.length > 0 ? ['', ...lines] : [];
}

/** The number of principals of each kind that the text names; JSON names all of them. */
const SHOWN = 10;

function copyText({ what, readers, unknownReaders = [] }: DataCopy): string {
  if (typeof readers === 'string') return `${what}: ${readers}`;
  const parts = [
    ...(readers.length > 0 ? [listText(readers)] : []),
    ...(unknownReaders.length > 0 ? [`unknown: ${listText(unknownReaders)}`] : []),
  ];
  return `${what}: ${parts.length > 0 ? parts.join('; ') : 'none of these principals can read it'}`;
}

function listText(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}

function warning(text: string, first: string, paint: Paint): readonly string[] {
  return wrap(text, first).map((line) => paint('yellow', line));
}
