// Validates files with YAMLResume's own schema, and prints what it rejects: one line of JSON per file.
//
// usage: yamlresume.mjs MODULES < FILES, one file per line

import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const load = (file) => import(pathToFileURL(path.resolve(process.argv[2], file)));
const { ResumeSchema } = await load("@yamlresume/core/dist/index.js");
const { default: yaml } = await load("yaml/dist/index.js");

for await (const file of createInterface({ input: process.stdin })) {
  const data = yaml.parse(await readFile(file, "utf8"));
  const { error } = ResumeSchema.safeParse(data);
  console.log(JSON.stringify({ file, paths: (error?.issues ?? []).map((issue) => issue.path) }));
}
