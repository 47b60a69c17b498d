// Renders résumés by a worker process that is kept alive.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { program } from './program.js';

export { program };

/** The résumé has errors, or a setting was rejected. */
export class ResumeError extends Error {
  constructor(diagnostics) {
    const errors = diagnostics.filter((it) => it.severity === 'error').map(describe);
    super(errors.join('\n') || 'the résumé was not rendered');
    this.name = 'ResumeError';
    this.diagnostics = diagnostics;
  }
}

/** The program was not found, or ended before it answered. */
export class ProgramError extends Error {
  constructor(message) {
    super(message);
    this.name = 'ProgramError';
  }
}

function describe({ span, severity, message, hints }) {
  const place = span ? `${span.file}:${span.start.line}:${span.start.column}: ` : '';
  return `${place}${severity}: ${message}${hints.map((hint) => `; hint: ${hint}`).join('')}`;
}

/** A process of the program, started by the first résumé and kept until it is closed. */
export class Worker {
  #process = null;
  /** What waits for an answer, in the order of the lines. */
  #waiting = [];
  #options;

  constructor(options = {}) {
    this.#options = options;
  }

  /** Returns every file that the résumé makes, with what is to be said of it. */
  async render(resume, settings = {}) {
    const record = { settings };
    if (resume instanceof URL) {
      record.name = fileURLToPath(resume);
      record.resume = await readFile(resume, 'utf8');
    } else {
      record.resume = resume;
    }
    const answer = await this.#ask(`${JSON.stringify(record)}\n`);
    return {
      ok: answer.ok,
      pages: answer.pages ?? null,
      milliseconds: answer.ms,
      diagnostics: answer.diagnostics,
      outputs: answer.outputs.map(({ base64, bytes, ...rest }) => ({
        ...rest,
        content: Buffer.from(base64, 'base64'),
      })),
    };
  }

  /** Returns the bytes of the one file that the résumé makes. */
  async build(resume, settings = {}) {
    const result = await this.render(resume, settings);
    if (!result.ok) throw new ResumeError(result.diagnostics);
    if (result.outputs.length !== 1) {
      throw new RangeError(`${result.outputs.length} files were made; \`render\` returns all of them`);
    }
    return result.outputs[0].content;
  }

  /** Ends the process; a further résumé starts another. */
  async close() {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.ref();
    child.stdout.ref();
    child.stdin.end();
    await closed;
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.close();
  }

  #ask(line) {
    return new Promise((resolve, reject) => {
      let child;
      try {
        child = this.#start();
      } catch (error) {
        reject(new ProgramError(error.message));
        return;
      }
      this.#waiting.push({ resolve, reject, child });
      // A script may end while the process is idle, and not while it works.
      child.ref();
      child.stdout.ref();
      child.stdin.write(line);
    });
  }

  #start() {
    if (this.#process !== null) return this.#process;
    const { jobs, folder, executable } = this.#options;
    const args = ['build', '--quiet', '--jsonl', '-', '--to-stdout', 'jsonl'];
    if (jobs !== undefined) args.push('--jobs', String(jobs));
    const child = spawn(executable ?? program(), args, {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { resolve } = this.#waiting.shift();
      if (this.#waiting.length === 0) {
        child.unref();
        child.stdout.unref();
        child.stdin.unref?.();
      }
      resolve(JSON.parse(line));
    });
    const fail = (why) => {
      if (this.#process === child) this.#process = null;
      const own = this.#waiting.filter((it) => it.child === child);
      this.#waiting = this.#waiting.filter((it) => it.child !== child);
      for (const { reject } of own) reject(new ProgramError(why));
    };
    child.stdin.on('error', () => {});
    child.on('error', (error) => fail(`cannot start the program (${error.code})`));
    child.on('close', (status, signal) => {
      fail(`the program ended before it answered (${signal ?? `exit status ${status}`})`);
    });
    return child;
  }
}

let shared;
const worker = () => (shared ??= new Worker());

/** Returns the bytes of the one file that the résumé makes, a PDF unless `format` says another. */
export const build = (resume, settings) => worker().build(resume, settings);

/** Returns every file that the résumé makes, with what is to be said of it. */
export const render = (resume, settings) => worker().render(resume, settings);

/** Ends the shared process, which a script that is done does by itself. */
export const close = () => worker().close();
