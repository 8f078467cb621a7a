// Writes sam-policy-templates.data.ts from policy_templates.json of the Python package
// aws-sam-translator (Apache License 2.0). To update:
//   node data/update-sam-policy-templates.ts FOLDER/samtranslator/policy_templates_data/policy_templates.json
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

interface PolicyTemplate {
  readonly Definition: { readonly Statement: readonly object[] };
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Give the file policy_templates.json of aws-sam-translator.\n');
  process.exit(2);
}
const all: {
  readonly Version: string;
  readonly Templates: Readonly<Record<string, PolicyTemplate>>;
} = JSON.parse(readFileSync(file, 'utf8'));
const statements = Object.fromEntries(
  Object.entries(all.Templates).map(([name, { Definition }]) => [name, Definition.Statement]),
);
const packed = brotliCompressSync(JSON.stringify(statements)).toString('base64');
const text = `// Made by update-sam-policy-templates.ts from aws-sam-translator, policy templates ${all.Version}
// (Copyright Amazon.com, Inc. or its affiliates, Apache License 2.0).

/** JSON, statements by name of the policy template, compressed with Brotli, in Base64. */
export const packed =
  '${packed}';
`;
writeFileSync(new URL('sam-policy-templates.data.ts', import.meta.url), text);
process.stdout.write(`${Object.keys(statements).length} policy templates, ${text.length} bytes\n`);
