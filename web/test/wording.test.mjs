// node test/wording.test.mjs: where findings stand in a field, and what takes their place.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const built = await esbuild.build({ entryPoints: [join(here, '../src/wording.ts')], bundle: true, format: 'esm', write: false });
const { ageOf, announcement, asking, fitted, keepName, severityWords, spanNow, spanOf } = await import(
  `data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`
);

const finding = (text, start, more = {}) => ({
  text, start_character: start, end_character: start + [...text].length, rule: 'puts-self-at-risk', severity: 'blames',
  why: '', source: '', suggestions: [], counted: true, ...more
});

// ---- places: code points in, UTF-16 units out
const plain = 'She is putting herself at risk.';
const found = finding('putting herself at risk', 7);
assert.deepEqual(spanOf(found, plain), { start: 7, end: 30 });
const faces = '😀😀 putting herself at risk.';
assert.deepEqual(spanOf(finding('putting herself at risk', 3), faces), { start: 5, end: 28 }, 'a face is two units');
assert.equal(faces.slice(5, 28), 'putting herself at risk');

// ---- the text may have changed since it was checked
assert.deepEqual(spanNow(found, plain, plain + ' More.'), { start: 7, end: 30 });
assert.deepEqual(spanNow(found, plain, 'Mum says: ' + plain), { start: 17, end: 40 }, 'it moved');
assert.equal(spanNow(found, plain, 'She is at home.'), null, 'it is gone: nothing is replaced');

// ---- a replacement
assert.equal(fitted('being put at risk', 'Putting herself at risk'), 'Being put at risk');
assert.equal(fitted('being put at risk', 'putting herself at risk'), 'being put at risk');
assert.equal(fitted('somebody at risk', 'NAUGHTY'), 'somebody at risk', 'capitals all through say nothing of a sentence’s start');

// ---- what asks for an answer
const quoted = finding('boyfriend', 0, { counted: false, rule: 'boyfriend' });
assert.deepEqual(asking([found, finding('Putting herself at risk', 60), quoted]), [found], 'once for a wording, never for what is quoted');
assert.equal(keepName('risk.reason', finding('Putting herself', 0)), '_keep|risk.reason|puts-self-at-risk|putting herself');
assert.equal(announcement(0, 'What happened'), '');
assert.equal(announcement(1, 'What happened'), 'One wording to look at in “What happened”. Suggestions are below the field.');
assert.match(announcement(3, 'What happened'), /^3 wordings/);
assert.equal(severityWords('obscures'), 'hides a crime or a risk');

// ---- ages
assert.equal(ageOf(14, 2, 2011, new Date(2026, 1, 13)), 14);
assert.equal(ageOf(14, 2, 2011, new Date(2026, 1, 14)), 15);
assert.equal(ageOf(31, 2, 2011, new Date(2026, 1, 14)), null, 'no such day');
assert.equal(ageOf(NaN, NaN, NaN, new Date()), null);
console.log('wording: all as expected');
