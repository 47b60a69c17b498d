/** Data under any names that recto knows, the text of a file in any syntax, or the URL of a file. */
export type Resume = Record<string, unknown> | string | URL;

export type Scalar = string | number | boolean;

/** Flags of `recto build` in camelCase; `recto man build` describes each. */
export interface Settings {
  theme?: string;
  set?: Record<string, Scalar>;
  paper?: string;
  lang?: string;
  date?: string;
  print?: boolean;
  variant?: string;
  tags?: string;
  since?: string | number | string[];
  collapseBefore?: string | number | string[];
  max?: Record<string, number> | string;
  sections?: string[];
  sort?: Record<string, string> | string;
  exclude?: string[];
  redact?: string[];
  redactWords?: string[];
  keepWords?: string[];
  data?: Record<string, unknown>;
  overlay?: Record<string, unknown> | Record<string, unknown>[];
  pages?: number | string;
  explain?: boolean;
  private?: boolean;
  format?: string | string[];
  ppi?: number;
  pdfStandard?: string;
}

/** A place in a file: line and column from 1, byte from 0. */
export interface Place {
  line: number;
  column: number;
  byte: number;
}

/** Something that is wrong, or worth knowing. */
export interface Diagnostic {
  code: string;
  severity: 'error' | 'warning' | 'note';
  /** The datum, such as `work[2].startDate`. */
  path: string | null;
  span: { file: string; start: Place; end: Place } | null;
  message: string;
  hints: string[];
}

/** A finished file. */
export interface Output {
  content: Buffer;
  format: string;
  pages?: number;
  /** Number of the page, in formats with a file for each. */
  page?: number;
  variant?: string;
  lang?: string;
}

/** What one résumé came to. */
export interface Result {
  ok: boolean;
  outputs: Output[];
  diagnostics: Diagnostic[];
  pages: number | null;
  milliseconds: number;
}

/** The résumé has errors, or a setting was rejected. */
export class ResumeError extends Error {
  readonly diagnostics: Diagnostic[];
}

/** The program was not found, or ended before it answered. */
export class ProgramError extends Error {}

/** A process of the program, started by the first résumé and kept until it is closed. */
export class Worker {
  /** `folder` is where photos, and themes that are folders, are looked for. */
  constructor(options?: { jobs?: number; folder?: string; executable?: string });
  /** Returns the bytes of the one file that the résumé makes; rejects with `ResumeError`. */
  build(resume: Resume, settings?: Settings): Promise<Buffer>;
  /** Returns every file that the résumé makes; errors of the résumé are in the result. */
  render(resume: Resume, settings?: Settings): Promise<Result>;
  close(): Promise<void>;
}

/** Returns the bytes of the one file that the résumé makes, a PDF unless `format` says another. */
export function build(resume: Resume, settings?: Settings): Promise<Buffer>;
/** Returns every file that the résumé makes, with what is to be said of it. */
export function render(resume: Resume, settings?: Settings): Promise<Result>;
/** Ends the shared process, which a script that is done does by itself. */
export function close(): Promise<void>;
/** Returns the path of the program. */
export function program(): string;
