/** Colors a text, or returns it unchanged. */
export type Paint = (color: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string) => string;

/** For files, pipes and people who asked for no color (https://no-color.org). */
export const plain: Paint = (_, text) => text;
