/** A form that plain English avoids, and what to write instead. */
export type ForbiddenForm = { readonly pattern: RegExp; readonly advice: string };

/** A forbidden form in a text. Lines and columns count from 1. */
export type Finding = {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly advice: string;
};

/**
 * Forms that readers whose first language is not English stumble over. Each pattern is written so that the
 * correct use of the same words passes ("is no longer", "there is no key").
 */
export const FORBIDDEN_FORMS: readonly ForbiddenForm[] = [
  { pattern: /\b(?:whoever|whomever)\b/gi, advice: 'Write "anyone who" or name the principal.' },
  { pattern: /\bwhom\b/gi, advice: 'Make the person the subject of the sentence.' },
  { pattern: /\b(?:himself|herself|oneself)\b/gi, advice: 'Write "themselves".' },
  { pattern: /\b(?:he|his|him)\b/gi, advice: 'Write "they", "their", "them".' },
  {
    pattern:
      /(?<!\bthere )(?<!\bThere )\b(?:is|are) no (?!longer\b|more than\b|less than\b|better\b|need\b)/g,
    advice: 'Negate the verb: "is not a ...", or write "there is no ...".',
  },
  { pattern: /\bunless told\b/gi, advice: 'Name the default: "(default: ...)" or "by default".' },
  { pattern: /\b(?:is|are|was|were) to be\b/g, advice: 'Write "must be" or the present tense.' },
  { pattern: /\b(?:has|have) to be let\b/g, advice: 'Write "needs permission to".' },
  { pattern: /\b(?:is|are|was) let\b/g, advice: 'Write "is allowed" or name who allows it.' },
  { pattern: /\b(?:lets? (?:in|through)|let at(?! *[:=]))\b/g, advice: 'Write "allow".' },
  { pattern: /\bnot to be had\b/gi, advice: 'Write "unavailable".' },
  { pattern: /\bfor (?:their|its|whose) sake\b/gi, advice: 'Say the reason with "because".' },
  {
    pattern: /(?<!["'`/{,] ?)\b(?:nobody|somebody|anybody|everybody)\b(?!['"`:])/gi,
    advice: 'Name the principal, or write "no one", "someone", "anyone", "everyone".',
  },
  {
    pattern:
      /(?<!\bconnections? (?:is |are |was |were )?)\b(?:refuse|refuses|refused|refusal|refusals)\b/gi,
    advice: 'Write "deny" for an authorization decision and "reject" for input that is not valid.',
  },
  {
    pattern: /\b(?:is|are|was|were|be|been|being) told\b/gi,
    advice: 'Say who reports it, or write "gets", "is reported", "is distinguished".',
  },
  {
    pattern: /(?<!\bthere )\b(?:that|which|it|they) (?:is|are) none\b/gi,
    advice: 'Negate the verb: "that is not valid", "that does not exist".',
  },
  { pattern: /\bbefall(?:s|en)?\b/gi, advice: 'Name the fault.' },
  { pattern: /\b(?:at|by) (?:its|their) word\b/gi, advice: 'Write "does not check".' },
  { pattern: /\banew\b/gi, advice: 'Write "again" or "new".' },
  { pattern: /\bnothing asks for\b/gi, advice: 'Write "unused".' },
  { pattern: /\bhands? (?:it|the decision) on\b/gi, advice: 'Write "delegates" or "forwards".' },
  { pattern: /\b(?:by )?one who\b/gi, advice: 'Write "a caller that" or name the principal.' },
  { pattern: /\bfor ever\b/gi, advice: 'Write "forever".' },
  {
    pattern: /\bsome (?=(?:ten|twenty|thirty|forty|fifty|\d+)\b)/gi,
    advice: 'Write "about" before a number.',
  },
  {
    pattern: /\b(?:heeds?|spares?|bears? on)\b/gi,
    advice: 'Write "uses", "excludes", "applies to".',
  },
];

/** Returns the forbidden forms in a text, in the order of the list and then of the text. */
export function findForbiddenForms(text: string): Finding[] {
  return FORBIDDEN_FORMS.flatMap(({ pattern, advice }) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => {
      const before = text.slice(0, index).split('\n');
      return {
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        text: found.trim(),
        advice,
      };
    }),
  );
}
