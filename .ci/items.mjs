// Prints the text items that pdf.js reads from PDF files, page by page: one line of JSON per file.
//
// usage: items.mjs MODULES < FILES, one file per line

import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const pdfjs = path.resolve(process.argv[2], "pdfjs-dist");
const { getDocument, VerbosityLevel } = await import(pathToFileURL(path.join(pdfjs, "legacy/build/pdf.mjs")));

for await (const file of createInterface({ input: process.stdin })) {
  const data = new Uint8Array(await readFile(file));
  const task = getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map(({ str, transform, width, hasEOL }) => [str, transform[4], transform[5], width, hasEOL]));
  }
  console.log(JSON.stringify({ file, pages }));
  await task.destroy();
}
