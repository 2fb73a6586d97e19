// Bundles the packages of vendor.js into ES modules that share their chunks. The image's build runs it once, so
// that a start of the dev server does not.
//   node tools/dev-server/build-vendor.js OUTPUT
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { PACKAGES, fileName } = require('./vendor');

process.env.NODE_ENV = 'development';
const output = path.resolve(process.argv[2]);
const input = fs.mkdtempSync(path.join(os.tmpdir(), 'vendor-'));

// The packages are CommonJS: their names are read here and exported one by one.
for (const name of PACKAGES) {
  const names = Object.keys(require(name)).filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default');
  const lines = [`import module from ${JSON.stringify(name)};`, 'export default module;'];
  lines.push(...names.map((key) => `export const ${key} = module.${key};`));
  fs.writeFileSync(path.join(input, fileName(name)), lines.join('\n'));
}
execFileSync(
  'esbuild',
  [
    '--bundle', '--format=esm', '--splitting', `--outdir=${output}`, '--define:process.env.NODE_ENV="development"',
    ...PACKAGES.map((name) => path.join(input, fileName(name))),
  ],
  { stdio: 'inherit' },
);
fs.rmSync(input, { recursive: true });
