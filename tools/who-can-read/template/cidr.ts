const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/**
 * Returns the blocks of Fn::Cidr for an IPv4 block; undefined if a value is unknown or not supported by
 * this project (IPv6).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 *
 * @param block `10.0.0.0/16`
 * @param count how many blocks, 1 to 256.
 * @param bits host bits of each block.
 */
export function cidrs(block: string, count: string, bits: string): readonly string[] | undefined {
  const found = BLOCK.exec(block);
  const [number, host] = [Number(count), Number(bits)];
  const valid = Number.isInteger(number) && number >= 1 && number <= 256;
  if (!found || !valid || !Number.isInteger(host) || host < 1 || host > 32) return undefined;
  const [, a = 0, b = 0, c = 0, d = 0] = found.map(Number);
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return Array.from({ length: number }, (_, at) => {
    const address = first + at * 2 ** host;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${parts.join('.')}/${32 - host}`;
  });
}
