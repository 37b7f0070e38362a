// node embed.mjs BUILT OUT.cpp: the tables of src/web/render/assets.hpp, with the bytes taken in by the assembler,
// which is quick however large they are. A served file's address carries the hash of its content.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [built, target] = process.argv.slice(2).map((path) => resolve(path));
const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png'
};

function filesIn(folder, ending) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesIn(path, ending);
      return ending.includes(extname(name)) ? [path] : [];
    });
}

const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
const incbin = (symbol, path) =>
  `__asm__(".pushsection .rodata\\n.global ${symbol}\\n${symbol}:\\n.incbin \\"${path}\\"\\n.byte 0\\n.popsection\\n");\n` +
  `extern "C" const char ${symbol}[];  // ${digest(path)}\n`;
const view = (symbol, path) => `{${symbol}, ${statSync(path).size}}`;

const served = [join(built, 'app.css'), join(built, 'app.js'), join(built, 'chart.js'), join(built, 'measures.js'), ...filesIn(join(here, 'images'), ['.svg', '.png'])];
const templates = filesIn(join(here, 'templates'), ['.mustache']);

let bytes = '';
let assetRows = '';
let templateRows = '';
served.forEach((path, i) => {
  const [name, ending, hash] = [basename(path), extname(path), digest(path)];
  bytes += incbin(`lapwing_asset_${i}`, path);
  assetRows +=
    `    {"/assets/${basename(path, ending)}-${hash}${ending}", "${name}", ${view(`lapwing_asset_${i}`, path)},\n` +
    `     "${types[ending]}", "\\"${hash}\\""},\n`;
});
templates.forEach((path, i) => {
  const name = relative(join(here, 'templates'), path).slice(0, -'.mustache'.length);
  bytes += incbin(`lapwing_template_${i}`, path);
  templateRows += `    {"${name}", ${view(`lapwing_template_${i}`, path)}},\n`;
});

writeFileSync(
  target,
  `// Written by web/embed.mjs; not to be edited.
#include "web/render/assets.hpp"

${bytes}
namespace lapwing::render {
namespace {
const Asset all_assets[] = {
${assetRows}};
const Template all_templates[] = {
${templateRows}};
}  // namespace
std::span<const Asset> assets() { return all_assets; }
std::span<const Template> templates() { return all_templates; }
}  // namespace lapwing::render
`
);
