import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Adapter } from '../tests/conformance/adapter/case.ts';

/**
 * `npm run conformance -- SET FOLDER`: runs every case of a suite that nobody here wrote. Prints each that differs with the reason, and as
 * its last line `N of M`. FOLDER is seen from the project's folder. Some sets take more words behind it: their file says which.
 */
const adapters = path.join(import.meta.dirname, '../tests/conformance');
const sets = readdirSync(adapters, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [path.parse(one.name).name] : []));
const [, , set = '', folder, ...rest] = process.argv;

if (!sets.includes(set) || folder === undefined) {
  console.error(`Name a set (${sets.join(', ')}) and its folder: npm run conformance -- oracle ../shared/corpora/bpmn-oracle`);
  process.exit(1);
}

const { casesOf, afterwards } = (await import(path.join(adapters, `${set}.ts`))) as Adapter;
let right = 0;
let all = 0;
for (const { name, differs } of await casesOf(folder, rest)) {
  all += 1;
  const reason = await Promise.resolve()
    .then(differs)
    .catch((error: unknown) => `crashed: ${error instanceof Error ? error.message : String(error)}`);
  if (reason === null) right += 1;
  else console.log(`${name}: ${reason}`);
}
for (const figure of (await afterwards?.()) ?? []) console.log(figure);
console.log(`${right} of ${all}`);
