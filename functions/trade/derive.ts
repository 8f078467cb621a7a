import { createHash } from 'node:crypto';
import { QUANTITY } from './ranges.ts';

/**
 * An execution always makes the same trade. Lambda may run an invocation twice, Step Functions
 * retries and redrives, and an express workflow may run more than once: were id or quantity drawn by
 * chance, each of those would be one more trade.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 */
const digestOf = (executionId: string): Buffer => createHash('sha256').update(executionId).digest();

const ID_BYTES = 16;

/**
 * The id of an execution's transaction: a UUID of version 8, whose content is the application's own.
 *
 * @param executionId the execution's ARN, already checked
 * @see https://datatracker.ietf.org/doc/html/rfc9562#section-5.8
 */
export const transactionIdOf = (executionId: string): string => {
  const bytes = digestOf(executionId).subarray(0, ID_BYTES);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/**
 * How many shares an execution trades: from the part of the digest that the id does not use.
 *
 * @param executionId the execution's ARN, already checked
 */
export const quantityOf = (executionId: string): number => {
  const choices = QUANTITY.to - QUANTITY.from + 1;
  return QUANTITY.from + (digestOf(executionId).readUInt32BE(ID_BYTES) % choices);
};
