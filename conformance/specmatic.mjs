// Specmatic tests the emulator: one example of every call that can succeed, made against the running emulator, so that
// the files and tokens in it are real; then every mutation of it that Specmatic can think of, which must be refused.
import { randomUUID } from 'node:crypto';
import { mkdirSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

const ACCOUNT = `specmatic-${randomUUID()}`;
const TOKEN = `Token ${ACCOUNT}`;
const BEARER = `Bearer ${ACCOUNT}`;
const PROCESS = '/v3/remove-bg/process-image/';
const UPLOAD = '/v3/remove-bg/upload-image/';
const AI_CUT = '/v3/ai-cut/initialize/';

export async function specmatic({ url, photo, folder }) {
  rmSync(folder, { recursive: true, force: true });
  const examples = join(folder, 'examples');
  mkdirSync(examples, { recursive: true });
  await fetch(`${url}/mock/accounts/${ACCOUNT}`, {
    method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"credits": 1000000}' });
  writeFileSync(join(folder, 'contract.json'), JSON.stringify(await withoutExamples(url)));
  for (const [name, example] of Object.entries(await calls(url, photo))) {
    writeFileSync(join(examples, `${name}.json`), JSON.stringify(example, null, 2));
  }
  writeFileSync(join(folder, 'specmatic.json'), JSON.stringify(settings));
  const { text } = await run(
    'java', ['-jar', new URL('node_modules/specmatic/specmatic.jar', import.meta.url).pathname,
      'test', '--strict', `--testBaseURL=${url}`, '--examples=examples', '--timeout=60', 'contract.json'],
    { cwd: folder, env: { ...process.env, MAX_TEST_REQUEST_COMBINATIONS: '8' } });
  writeFileSync(join(folder, 'specmatic.log'), text);
  return verdict(text);
}

/** Why an answer other than the expected one is right: what OpenAPI 3.0 has no words for, or Specmatic cannot know. */
const EXPLANATIONS = [
  [/ 404 Not Found[^]*(does not exist|not found)/i, 'It made up the name of a file: there is none.'],
  [/ 401 Unauthorized[^]*already used signed_request/, 'It made up a signed request, or used one for the second time.'],
  [/ 400 Bad Request[^]*is named twice/, 'It gave two outputs of a call the same name.'],
  [/ 400 Bad Request[^]*Transparent is not possible/, 'It asked for a transparent JPEG.'],
  [/segment\/ -> 4xx[^]*Expected 4xx status, but received 200/,
    'It took the authorization off a call of `segment`, and expected a refusal. That call needs none.'],
];

/** One block of the log is one test. */
function verdict(text) {
  const blocks = text.split(/-{20,}\n/).filter((block) => / has (FAILED|SUCCEEDED)/.test(block));
  const failed = blocks.filter((block) => / has FAILED/.test(block));
  const explained = new Map();
  const unexplained = failed.filter((block) => {
    const reason = EXPLANATIONS.find(([pattern]) => pattern.test(`${block.match(/Scenario: .*/)} ${block}`))?.[1];
    if (reason) explained.set(reason, (explained.get(reason) ?? 0) + 1);
    return !reason;
  });
  const tests = Number(text.match(/Tests run: (\d+)/)?.[1] ?? 0);
  if (tests !== blocks.length) throw new Error(`Specmatic ran ${tests} tests, but its log has ${blocks.length}.`);
  return { tests, passed: tests - failed.length, explained, unexplained };
}

const settings = { version: 2, contracts: [{ provides: ['contract.json'] }], test: { resiliencyTests: { enable: 'all' } } };

/** The contract as the emulator serves it. Its examples name files that no emulator has. */
async function withoutExamples(url) {
  const contract = await (await fetch(`${url}/openapi/backgroundcut-v3.json`)).json();
  const strip = (node) => {
    if (node && typeof node === 'object') {
      if (node.content) Object.values(node.content).forEach((media) => delete media.examples);
      Object.values(node).forEach(strip);
    }
  };
  strip(contract);
  // A URL serves one file; Specmatic would demand every documented type from it.
  const files = contract.paths['/pub/{token}/{name}'].get.responses['200'].content;
  Object.keys(files).filter((type) => type !== 'image/png').forEach((type) => delete files[type]);
  return contract;
}

async function calls(url, photo) {
  const json = async (path, headers, body) => {
    const answer = await fetch(url + path, {
      method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return { body, answer: await answer.json() };
  };
  const image = (name) => [{ name, filename: `@${photo}`, contentType: 'application/octet-stream' }];
  const send = async (path, headers, parts) => {
    const form = new FormData();
    parts.forEach(([name, value]) => form.append(name, value, 'photo.jpg'));
    const answer = await fetch(url + path, { method: 'POST', headers, body: form });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const bytes = await openAsBlob(photo, { type: 'image/jpeg' });
  const key = { Authorization: TOKEN };
  const bearer = { Authorization: BEARER };
  const upload = new FormData();
  upload.append('file', bytes, 'photo.jpg');
  upload.append('key', 'specmatic/photo.jpg');
  await fetch(`${url}/v3/file-ops/upload/`, { method: 'POST', headers: key, body: upload });
  const variant = { quality: 'low', max_resolution: 10000 };
  const processed = await json('/v3/tools/ai/remove-bg/process/', key, {
    input_key: 'specmatic/photo.jpg', output_variants: [{ output_key: 'specmatic/result.png', ...variant }] });
  const paths = await json('/v3/tools/ai/remove-bg/process/', key, {
    input_file_path: 'specmatic/photo.jpg', output_variants: [{ output_file_path: 'specmatic/again.png', ...variant }] });
  const publicUrl = await json('/v3/file-ops/get-public-url/', key, { key: 'specmatic/result.png' });
  const name = (await send(UPLOAD, bearer, [['image', bytes]])).unique_filename;
  const processImage = await json(PROCESS, bearer, { unique_filename: name, output_variants: [variant] });
  const session = await send(AI_CUT, bearer, [['image', bytes]]);
  const segment = await json('/v3/ai-cut/segment/', {}, {
    unique_filename: session.unique_filename, greenDots: [{ x: 280, y: 150 }], redDots: [{ x: 20, y: 380 }], request_number: 1 });
  const presign = async (path, body) => (await json(`${path}presign/`, bearer, body)).answer;
  const signed = {
    upload: await presign(UPLOAD), process: await presign(PROCESS, processImage.body), aiCut: await presign(AI_CUT) };

  const example = (method, path, headers, content, body, query) => ({
    'http-request': { method, path, headers, ...(query && { query }), ...content },
    'http-response': { status: 200, headers: {}, ...(body !== undefined && { body }) },
  });
  const post = (path, headers, body, answer) =>
    example('POST', path, { ...headers, 'Content-Type': 'application/json' }, { body }, answer);
  const form = (path, headers, parts, answer, query) =>
    example('POST', path, headers, { 'multipart-formdata': parts }, answer, query);
  const content = new URL(publicUrl.answer.url);
  return {
    upload: form('/v3/file-ops/upload/', key, [...image('file'), { name: 'key', content: 'specmatic/photo.jpg' }], { success: true }),
    process: post('/v3/tools/ai/remove-bg/process/', key, processed.body, processed.answer),
    'process-paths': post('/v3/tools/ai/remove-bg/process/', key, paths.body, paths.answer),
    'public-url': post('/v3/file-ops/get-public-url/', key, publicUrl.body, publicUrl.answer),
    'public-file': example('GET', content.pathname, {}, {}, 'the bytes'),
    delete: post('/v3/file-ops/delete/', key, { pattern: 'specmatic/again*' }, { success: true }),
    'upload-image': form(UPLOAD, bearer, image('image'), { unique_filename: name }),
    'process-image': post(PROCESS, bearer, processImage.body, processImage.answer),
    'ai-cut': form(AI_CUT, bearer, image('image'), session),
    segment: post('/v3/ai-cut/segment/', {}, segment.body, segment.answer),
    'presign-upload': example('POST', `${UPLOAD}presign/`, bearer, {}, signed.upload),
    'presign-process': post(`${PROCESS}presign/`, bearer, processImage.body, signed.process),
    'presign-ai-cut': example('POST', `${AI_CUT}presign/`, bearer, {}, signed.aiCut),
    'upload-presigned': form(`${UPLOAD}presigned/`, {}, image('image'), { unique_filename: name }, signed.upload),
    'process-presigned': post(`${PROCESS}presigned/`, {}, signed.process, processImage.answer),
    'ai-cut-presigned': form(`${AI_CUT}presigned/`, {}, image('image'), session, signed.aiCut),
  };
}
