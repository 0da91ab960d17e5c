// Our own client, two replicas of the service, calls the emulator through Prism, which compares every request and
// answer with the contract. Whatever Prism finds is in its log.
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { readFile, writeFile } from 'node:fs/promises';
import { freePort, start } from './processes.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PRISM = fileURLToPath(new URL('node_modules/.bin/prism', import.meta.url));

/** @returns {Promise<{calls: number, violations: string[], journal: object[]}>} */
export async function prism({ url, photo, folder }) {
  const port = await freePort();
  const { text } = await start(
    PRISM, ['proxy', `${ROOT}openapi/backgroundcut-v3.yaml`, url, '-p', String(port)], /Prism is listening/);
  const router = await route(url, `http://127.0.0.1:${port}`);
  const account = `prism-${port}`;
  const stack = await start(`${ROOT}bin/stack`, ['--skip-build', '--vendor', router.url], /Ctrl-C ends it all/, {
    cwd: ROOT, env: { ...process.env, CLEARCUT_BACKGROUNDCUT_API_KEY: account } });
  try {
    await useTheService(stack.text(), photo);
  } finally {
    stack.child.kill();
    router.server.close();
    await writeFile(`${folder}/prism.log`, text());
  }
  const journal = await (await fetch(`${url}/mock/journal?account=${account}`)).json();
  return {
    calls: text().split('Request received').length - 1,
    violations: text().split('\n').filter((line) => /violation/i.test(line)),
    journal: journal.entries,
  };
}

/** Prism reads every body as text, which breaks images: these go past it, in both directions. */
async function route(emulator, prismUrl) {
  const server = createServer((from, to) => {
    const image = from.method === 'GET' || /multipart/.test(from.headers['content-type'] ?? '');
    const target = new URL(from.url, image ? emulator : prismUrl);
    const onward = request(target, { method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', (error) => to.destroy(error));
    from.pipe(onward);
  });
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${port}` };
}

/** Everything in the service that calls the vendor. */
async function useTheService(description, photo) {
  const replica = description.match(/Replica 1\s+(\S+)/)[1];
  const headers = { 'X-API-Key': description.match(/API key\s+(\S+)/)[1] };
  const call = async (method, path, body, type) => {
    const answer = await fetch(replica + path, {
      method, body, headers: { ...headers, ...(type && { 'Content-Type': type }) } });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const form = new FormData();
  form.append('image', new Blob([await readFile(photo)], { type: 'image/jpeg' }), 'photo.jpg');
  ['transparent', 'amazon', 'thumbnail'].forEach((preset) => form.append('preset', preset));
  const cutout = await (await call('POST', '/cutouts', form)).json();
  const variants = [
    { name: 'hero', format: 'webp', quality: 'high', maxResolution: 100000, autocrop: true },
    { name: 'blue', format: 'jpeg', background: '#1A01FF', compression: 60 },
    { name: 'small', format: 'png', maxResolution: 10000 },
  ];
  await call('POST', `/cutouts/${cutout.id}/variants`, JSON.stringify({ variants }), 'application/json');
  await call('DELETE', `/cutouts/${cutout.id}`);
}
