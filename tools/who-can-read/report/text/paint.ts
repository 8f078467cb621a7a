/** Colors a text, or returns it unchanged. */
export type Paint = (color: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string) => string;

/** Returns the text unchanged, for files, pipes and people who want no color (https://no-color.org). */
export const plain: Paint = (_, text) => text;
