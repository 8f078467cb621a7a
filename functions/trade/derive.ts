import { createHash } from 'node:crypto';
import { QUANTITY } from './ranges.ts';

/** What of a trade follows from its execution. */
export type Derived = { readonly id: string; readonly quantity: number };

const ID_BYTES = 16;

/**
 * Id and quantity of an execution's one trade. Lambda may run an invocation twice, Step Functions
 * retries and redrives, and an express workflow may run more than once: were they drawn by chance,
 * each of those would be one more trade.
 *
 * The id is a UUID of version 8, whose content is the application's own; the quantity comes from the
 * part of the digest that the id does not use.
 *
 * @param executionId the execution's ARN, already checked
 * @see https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * @see https://datatracker.ietf.org/doc/html/rfc9562#section-5.8
 */
export const derivedFrom = (executionId: string): Derived => {
  const digest = createHash('sha256').update(executionId).digest();
  return { id: uuidOf(digest.subarray(0, ID_BYTES)), quantity: quantityOf(digest) };
};

const uuidOf = (bytes: Buffer): string => {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const quantityOf = (digest: Buffer): number => {
  const choices = QUANTITY.to - QUANTITY.from + 1;
  return QUANTITY.from + (digest.readUInt32BE(ID_BYTES) % choices);
};
