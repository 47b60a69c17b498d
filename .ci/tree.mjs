// Prints the text of PDF files as pdf.js reads it in the order of their tag trees: one line of JSON per file.
//
// usage: tree.mjs MODULES < FILES, one file per line

import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const pdfjs = path.resolve(process.argv[2], "pdfjs-dist");
const { getDocument, VerbosityLevel } = await import(pathToFileURL(path.join(pdfjs, "legacy/build/pdf.mjs")));

// Elements within a line of text.
const INLINE = new Set(["Span", "Link", "Strong", "Em", "Code", "Lbl", "LBody"]);

/** Returns the text of a page by the identifier of its marked content. */
function textByContent(items) {
  const texts = new Map();
  const open = [];
  for (const item of items) {
    if (item.type?.startsWith("beginMarkedContent")) open.push(item.id);
    else if (item.type === "endMarkedContent") open.pop();
    else {
      const id = open.findLast((it) => it);
      texts.set(id, (texts.get(id) ?? "") + item.str + (item.hasEOL ? "\n" : ""));
    }
  }
  return texts;
}

function textOf(node, texts) {
  // pdf.js omits blanks.
  if (node.type === "content") return texts.get(node.id) ?? "";
  const text = (node.children ?? []).map((child) => textOf(child, texts)).join("");
  return INLINE.has(node.role) ? text : `\n${text}\n`;
}

for await (const file of createInterface({ input: process.stdin })) {
  const data = new Uint8Array(await readFile(file));
  const task = getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const document = await task.promise;
  let text = "";
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    text += textOf(await page.getStructTree(), textByContent(items));
  }
  console.log(JSON.stringify({ file, text }));
  await task.destroy();
}
