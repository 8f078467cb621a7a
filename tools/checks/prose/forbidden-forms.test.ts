import { describe, expect, it } from '@jest/globals';
import { FORBIDDEN_FORMS, findForbiddenForms } from './forbidden-forms.ts';

const forms = (text: string) => findForbiddenForms(text).map(({ text: found }) => found);

describe('the forms that the lint step forbids', () => {
  it.each([
    ['Whoever may create a grant can grant himself Decrypt', ['Whoever', 'himself']],
    ['the people whom it denies', ['whom']],
    ['He calls KMS, and his key helps him', ['He', 'his', 'him']],
    ['the input is no JSON', ['is no']],
    ['these are no valid names', ['are no']],
    ['every port is free unless told', ['unless told']],
    ['what is to be written', ['is to be']],
    ['EventBridge has to be let use that key', ['has to be let']],
    ['it is let at no key', ['is let', 'let at']],
    ['a name that lets in everybody', ['lets in', 'everybody']],
    ['the key was not to be had', ['not to be had']],
    ['nobody is missing for their sake', ['for their sake', 'nobody']],
    ['Somebody asked, and anybody can read', ['Somebody', 'anybody']],
    ['the key refuses a read that it refused before', ['refuses', 'refused']],
    ['the text of a refusal', ['refusal']],
    ['a page is told what was told apart', ['is told', 'was told']],
    ['an account that is none', ['that is none']],
    ['what befalls an execution', ['befalls']],
    ['takes root at its word', ['at its word']],
    ['started anew', ['anew']],
    ['a value that nothing asks for', ['nothing asks for']],
    ['the policy hands the decision on', ['hands the decision on']],
    ['a read by one who may decrypt, and one who may not', ['by one who', 'one who']],
    ['it keeps them for ever', ['for ever']],
    ['it takes some ten minutes, and some 300 MB', ['some', 'some']],
    ['a Deny spares the role, heeds the key and bears on users', ['spares', 'heeds', 'bears on']],
  ])('are found in: %s', (text, found) => {
    expect(forms(text).toSorted()).toEqual(found.toSorted());
  });

  it.each([
    'the key is no longer enabled',
    'there is no key, and there are no grants',
    'the machine has no engine, this name is not valid',
    'the history of this, the cache, the hero',
    'it takes no more than a minute',
    'connect ECONNREFUSED, a connection refused by the server, and a connection is refused',
    'the cases told a story, and a function tells its result',
    'undefined when there is none, and the list of those that are nonexistent',
    "people['nobody'] = 'user/nobody', nobody: undefined",
    'no one can read, and everyone can list',
    'some tenants, some names, and one whose key is forever disabled',
    'let at = 0; let at: Json = value;',
  ])('are not found in: %s', (text) => {
    expect(forms(text)).toEqual([]);
  });

  it('are reported with line and column', () => {
    expect(findForbiddenForms('one\ntwo whom')).toEqual([
      { line: 2, column: 5, text: 'whom', advice: expect.any(String) },
    ]);
  });

  it('each have advice that does not use them', () => {
    for (const { advice } of FORBIDDEN_FORMS) expect(forms(advice)).toEqual([]);
  });
});
