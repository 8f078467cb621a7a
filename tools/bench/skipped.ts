/** A part of the benchmark that this machine cannot run; its message says why and what to do. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}
