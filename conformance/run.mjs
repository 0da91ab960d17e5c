// bin/conformance: what others' tools say of the emulator and of our client.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort, start } from './processes.mjs';
import { prism } from './prism.mjs';
import { specmatic } from './specmatic.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = `${ROOT}target/conformance`;
const PHOTO = `${ROOT}src/test/resources/photos/coffee.jpg`;
const PAGE = `${ROOT}docs/reference/conformance.md`;
const RESULTS = /<!-- results -->[^]*<!-- end of results -->/;

const [jar, ...options] = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
await start('java', ['-Xmx256m', '-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${port}`, '-Dclearcut.mock.engine=classical', '-jar', jar], /Listening on/);

const versions = JSON.parse(readFileSync(`${ROOT}conformance/package.json`)).devDependencies;
const judged = await specmatic({ url, photo: PHOTO, folder: `${FOLDER}/specmatic` });
const proxied = await prism({ url, photo: PHOTO, folder: FOLDER });
const violations = proxied.journal.flatMap((call) => call.violations);

const rows = [...judged.explained].map(([reason, count]) => `| ${count} | ${reason} |`);
const report = `<!-- results -->
**Specmatic ${versions.specmatic}**: ${judged.tests} tests, ${judged.passed} as it expects, ${judged.tests - judged.passed} not:
${judged.unexplained.length} of them unexplained.

| tests | why the emulator is right to answer otherwise |
|---|---|
${rows.join('\n')}

**Prism ${versions['@stoplight/prism-cli']}**: ${proxied.calls} calls of our client through it, ${proxied.violations.length} violations. The emulator's journal
has ${proxied.journal.length} calls of the same run, images included, and ${violations.length} violations.
<!-- end of results -->`;
console.log(report);
judged.unexplained.forEach((test) => console.log(`\nUnexplained:\n${test}`));
[...proxied.violations, ...violations].forEach((violation) => console.log(violation));
console.log(`\nLogs: ${FOLDER}`);
if (options.includes('--record')) {
  writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(RESULTS, () => report));
}
const calls = judged.tests > 0 && proxied.calls > 0;
process.exit(calls && judged.unexplained.length + proxied.violations.length + violations.length === 0 ? 0 : 1);
