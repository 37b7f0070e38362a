// node build.mjs OUT: bundles src/ into OUT/app.js and, for the pages that need them, OUT/chart.js (the link chart) and OUT/measures.js (charts of
// figures); and styles/ into OUT/app.css.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, 'dist'));
mkdirSync(out, { recursive: true });

await esbuild.build({
  entryPoints: { app: join(here, 'src/main.ts'), chart: join(here, 'src/chart.ts'), measures: join(here, 'src/measures.ts') },
  outdir: out,
  bundle: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning'
});

const css = sass.compile(join(here, 'styles/app.scss'), {
  loadPaths: [here, join(here, 'node_modules')],
  quietDeps: true,
  style: 'expanded'
}).css;
const small = await esbuild.transform(css, { loader: 'css', minify: true, target: ['chrome100', 'firefox100', 'safari15'] });
writeFileSync(join(out, 'app.css'), small.code);
