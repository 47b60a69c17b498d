// Packs the launcher, and the package of one platform that holds a program:
//   node packages/npm/pack.mjs OUT [--platform linux-x64 --program PATH]
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { platform: { type: 'string' }, program: { type: 'string' } },
});
const out = resolve(positionals[0]);
const version = /^version = "(.*)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))[1];
const main = JSON.parse(readFileSync(join(here, 'main/package.json'), 'utf8'));

mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'recto-npm-'));
try {
  const pack = (name, manifest) => {
    writeFileSync(join(folder, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) copyFileSync(join(root, licence), join(folder, name, licence));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', out], { cwd: join(folder, name), stdio: 'inherit', shell: process.platform === 'win32' });
  };
  cpSync(join(here, 'main'), join(folder, 'main'), { recursive: true });
  const optional = Object.keys(main.optionalDependencies).map((name) => [name, version]);
  pack('main', { ...main, version, optionalDependencies: Object.fromEntries(optional) });
  if (values.program) {
    const [os, cpu] = values.platform.split('-');
    const file = os === 'win32' ? 'recto.exe' : 'recto';
    mkdirSync(join(folder, 'platform'));
    copyFileSync(values.program, join(folder, 'platform', file));
    chmodSync(join(folder, 'platform', file), 0o755);
    const { description, license } = main;
    // The program for Linux is linked statically, so that one package serves glibc and musl.
    pack('platform', { name: `${main.name}-${values.platform}`, version, description: `${description} (${values.platform})`, license, os: [os], cpu: [cpu], files: [file] });
  }
} finally {
  rmSync(folder, { recursive: true });
}
