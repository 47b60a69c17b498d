// Run in a folder where the package is installed: `node --test recto.test.mjs`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build, ProgramError, render, ResumeError, Worker } from 'recto-resume';

const ada = { basics: { name: 'Ada Roe' }, work: [{ name: 'Mill', position: 'Miller', startDate: '2020-03' }] };
const isPdf = (bytes) => assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');

test('data becomes a PDF', async () => {
  isPdf(await build(ada, { theme: 'plain' }));
  isPdf(await build('basics: {name: Ada Roe}\n'));
});

test('settings reach the page', async () => {
  const { outputs } = await render(ada, { format: 'png', ppi: 36, set: { accent: '#0b5394' } });
  assert.deepEqual(outputs.map((it) => it.format), ['png']);
  assert.equal(outputs[0].content.subarray(1, 4).toString(), 'PNG');
});

test('errors are objects with place and remedy, and the worker goes on', async () => {
  const error = await build('basics:\n  nmae: Ada\n').then(assert.fail, (it) => it);
  assert.ok(error instanceof ResumeError);
  const found = error.diagnostics.find((it) => it.code === 'unknown-key');
  assert.deepEqual([found.span.start.line, found.span.start.column], [2, 3]);
  assert.deepEqual(found.hints, ['did you mean `name`?']);
  isPdf(await build(ada));
});

test('many at once are answered each', async () => {
  const resumes = Array.from({ length: 8 }, (_, n) => (n === 3 ? 'basics: [' : { basics: { name: `Person ${n}` } }));
  const results = await Promise.all(resumes.map((resume) => render(resume, { pdfStandard: 'none' })));
  assert.deepEqual(results.map((it) => it.ok), resumes.map((_, n) => n !== 3));
});

test('a program that is not there is told', async () => {
  const worker = new Worker({ executable: '/nowhere/recto' });
  await assert.rejects(worker.build(ada), ProgramError);
});

test('a closed worker starts again', async () => {
  const worker = new Worker({ jobs: 1 });
  isPdf(await worker.build(ada));
  await worker.close();
  isPdf(await worker.build(ada));
  await worker.close();
});
