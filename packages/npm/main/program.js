// Where the program is: npm installs the one package of five that is for this platform.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Returns the path of the program. */
export function program() {
  if (process.env.RECTO) return process.env.RECTO;
  const platform = `${process.platform}-${process.arch}`;
  const name = process.platform === 'win32' ? 'recto.exe' : 'recto';
  try {
    return require.resolve(`recto-resume-${platform}/${name}`);
  } catch {
    throw new Error(
      `recto has no package for ${platform}, or npm left it out (--omit=optional); ` +
        'set the variable RECTO to the path of a program built for it',
    );
  }
}
