// Production build: one minified bundle with a digest in its name, and the public files beside it.
//   node tools/build.js OUTPUT
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '..');
const output = path.resolve(process.argv[2] || 'dist');

fs.rmSync(output, { recursive: true, force: true });
fs.cpSync(path.join(root, 'public'), output, { recursive: true });
execFileSync(
  'esbuild',
  [
    path.join(root, 'src/main.tsx'),
    '--bundle', '--minify', '--sourcemap', '--format=esm', '--target=es2020', '--jsx=automatic',
    '--define:process.env.NODE_ENV="production"', '--entry-names=[name]-[hash]', `--outdir=${output}/assets`,
  ],
  { stdio: 'inherit' },
);
const entry = fs.readdirSync(path.join(output, 'assets')).find((name) => /^main-.*\.js$/.test(name));
const page = path.join(output, 'index.html');
fs.writeFileSync(
  page,
  fs.readFileSync(page, 'utf8').replace('<!-- scripts -->', `<script type="module" src="/assets/${entry}"></script>`),
);
