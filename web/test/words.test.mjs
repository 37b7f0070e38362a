// node test/words.test.mjs: the words of ticking times, as the server's own tests have them.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const built = await esbuild.build({ entryPoints: [join(here, '../src/words.ts')], bundle: true, format: 'esm', write: false });
const { duration, dueWords, sinceWords } = await import(`data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`);
const minutes = (n) => n * 60_000;

assert.equal(duration(59_999), 'under 1 min');
assert.equal(duration(minutes(6)), '6 min');
assert.equal(duration(minutes(60)), '1 hour');
assert.equal(duration(minutes(192)), '3 hours 12 minutes');
assert.equal(duration(minutes(61)), '1 hour 1 minute');
assert.equal(duration(minutes(52 * 60)), '2 days 4 hours');
assert.equal(sinceWords(0, minutes(48)), '48 minutes');
assert.equal(sinceWords(0, minutes(1)), '1 minute');
assert.equal(sinceWords(0, minutes(192)), '3 hours 12 minutes');
assert.equal(dueWords(minutes(6), 0), 'due in 6 min');
assert.equal(dueWords(30_000, 0), 'due in under 1 min');
assert.equal(dueWords(0, 0), 'due now');
assert.equal(dueWords(0, 59_000), 'due now');
assert.equal(dueWords(0, minutes(22)), '22 min late');
console.log('words: all as expected');
