/** Colors a text, or returns it unchanged. */
export type Paint = (colour: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string) => string;

/** For files, pipes and people who asked for no colour (https://no-color.org). */
export const plain: Paint = (_, text) => text;
