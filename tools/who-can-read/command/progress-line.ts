/** A line on a terminal that is replaced with each update. */
export interface ProgressLine {
  show(text: string): void;
  /** Removes the line. */
  clear(): void;
}

/** Returns the line. It writes nothing if the output is not a terminal. */
export function progressLine(stream: {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const width = (stream.columns ?? 80) - 1;
  return {
    show: (text) => void stream.write(`\r\u001b[K${text.slice(0, width)}`),
    clear: () => void stream.write('\r\u001b[K'),
  };
}
