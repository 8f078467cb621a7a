/** A line that is written over and over, on a terminal. */
export interface ProgressLine {
  show(text: string): void;
  /** Takes the line away. */
  clear(): void;
}

/** The line; on anything but a terminal, nothing is written. */
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
