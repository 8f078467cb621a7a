import type { Document } from '../page/document.ts';
import type { Page } from '../page/lab-page.ts';
import type { Problem } from '../problem.ts';
import { stateScript } from '../run/state.ts';
import { missingQuestion } from './ending.ts';
import { malformedIdentifiers } from './identifiers.ts';
import { hiddenIdentities } from './identity.ts';
import { deadLinks, type ReadText } from './links.ts';
import { missingParts } from './parts.ts';
import { unsavedFiles } from './saved-files.ts';
import { misspelledNames } from './spelling.ts';
import { brokenScripts } from './syntax.ts';

/** Returns the problems of a Markdown file of the workshop. */
export async function lintDocument(document: Document, read: ReadText): Promise<Problem[]> {
  return [
    ...(await deadLinks(document, read)),
    ...misspelledNames(document),
    ...malformedIdentifiers(document),
  ];
}

/** Returns the problems of a lab page that are visible without running it. */
export async function lintPage(page: Page, read: ReadText): Promise<Problem[]> {
  return [
    ...(await lintDocument(page, read)),
    ...hiddenIdentities(page),
    ...unsavedFiles(page),
    ...missingQuestion(page),
    ...missingParts(page),
    ...(await unknownState(page, read)),
    ...(await brokenScripts(page)),
  ];
}

async function unknownState({ file, state }: Page, read: ReadText): Promise<Problem[]> {
  if ((await read(stateScript(state))) !== undefined) return [];
  return [
    {
      file,
      line: 1,
      message: `The state "${state}" has no script: ${stateScript(state)} does not exist`,
    },
  ];
}
