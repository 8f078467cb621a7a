import type { AccessModel } from '../access-model.ts';
import { wrap } from './layout.ts';
import type { Paint } from './paint.ts';

/** Returns why the report is not complete, and the notes on it. */
export function limitsText(model: AccessModel, paint: Paint): readonly string[] {
  const { unread, notLookedInto = [], unknownValues = [], copies = [], notes } = model;
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
    ...copies.flatMap(({ what, readers }) =>
      wrap(
        `${what}: ${typeof readers === 'string' ? readers : readers.join(', ') || 'none can read it'}`,
        'Copy of the data: ',
      ),
    ),
    ...notes.flatMap((note) => wrap(note, 'Note: ')),
  ];
  return lines.length > 0 ? ['', ...lines] : [];
}

function warning(text: string, first: string, paint: Paint): readonly string[] {
  return wrap(text, first).map((line) => paint('yellow', line));
}
