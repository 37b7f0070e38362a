// node test/chart_rows.test.mjs: what the link chart draws, from rows as its tables say them.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const built = await esbuild.build({ entryPoints: [join(here, '../src/chart_rows.ts')], bundle: true, format: 'esm', write: false });
const { dayOf, dayWords, labelOf, linesOf, merged, placesOf, saidOf, spanOf, within } = await import(
  `data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`
);

const link = (id, from, to, what, when) => ({ id, from, to, what, when, when_words: '', report: 'R-1', report_path: '', source: '' });
const links = [
  link('1', 'daz', 'kayleigh', 'a lift, at 14 Alder Row', '2026-02-01T20:00:00Z'),
  link('2', 'kayleigh', 'daz', 'alcohol given', '2026-02-08T20:00:00Z'),
  link('3', 'kayleigh', 'row', 'was there', '2026-03-01T00:30:00Z')
];
const day = (date) => dayOf(`${date}T12:00:00Z`);

// ---- dates
assert.equal(dayWords(day('2026-02-01')), '1 February 2026');
assert.deepEqual(spanOf(links), [day('2026-02-01'), day('2026-03-01')]);
assert.equal(spanOf([]), null);
assert.equal(spanOf([link('4', 'a', 'b', '', 'no time')]), null, 'what has no date widens nothing');

// ---- a span leaves the same in the tables and in the chart
const february = within(links, day('2026-02-01'), day('2026-02-28'), 'kayleigh');
assert.deepEqual([...february.links], ['1', '2']);
assert.deepEqual([...february.entities].sort(), ['daz', 'kayleigh']);
assert.deepEqual([...within(links, day('2026-02-08'), day('2026-02-08'), '').links], ['2'], 'both ends are included');
const none = within(links, day('2026-02-10'), day('2026-02-20'), 'kayleigh');
assert.deepEqual([[...none.links], [...none.entities]], [[], ['kayleigh']], 'the one asked about is always shown');

// ---- lines
const lines = linesOf(links, february.links);
assert.equal(lines.length, 1, 'however many links, one line between two');
assert.equal(lines[0].label, 'a lift, alcohol given (2 links)');
assert.equal(lines[0].links, 2);
assert.equal(linesOf(links, new Set(['3']))[0].label, 'was there');
assert.deepEqual(linesOf(links, new Set()), []);
assert.equal(linesOf([link('5', 'a', 'b,c', 'met', ''), link('6', 'a,b', 'c', 'met', '')], new Set(['5', '6'])).length, 2, 'ids with commas stay apart');

// ---- places
const ids = ['kayleigh', 'daz', 'row', 'aisha', 'alone'];
const drawn = linesOf([...links, link('7', 'daz', 'aisha', 'a lift', '2026-02-01T20:00:00Z')], new Set(['1', '2', '3', '7']));
const places = placesOf(ids, drawn, 'kayleigh', 1);
const far = (id) => Math.hypot(places.get(id).x, places.get(id).y);
assert.equal(places.size, ids.length, 'everybody has a place');
assert.equal(far('kayleigh'), 0);
assert.ok(Math.abs(far('daz') - far('row')) < 1e-9 && Math.abs(far('aisha') - 2 * far('daz')) < 1e-9, 'a ring for each step');
assert.ok(far('alone') > 0, 'also whoever is tied to nothing that is shown');
assert.deepEqual(places, placesOf(ids, drawn, 'kayleigh', 1), 'the same rows give the same places');
assert.equal(placesOf(['row', 'daz', 'aisha', 'kayleigh'], drawn, '', 1).get('daz').x, 0, 'with nobody asked about, whoever has most lines stands in the middle');
assert.equal(placesOf([], [], 'kayleigh', 1).size, 0);
const many = Array.from({ length: 60 }, (_, i) => `c${i}`);
const around = placesOf(['hub', ...many], many.map((id) => ({ id, from: 'hub', to: id, label: '', links: 1 })), 'hub', 1);
for (let i = 0; i < 59; ++i) {
  const [a, b] = [around.get(`c${i}`), around.get(`c${i + 1}`)];
  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 100, 'there is room for each label');
}

// ---- labels and additions
const hub = { id: 'row', kind: 'place', kind_words: 'Place', name: 'Bus station', note: '', path: '', reports: 1234, hub: true };
assert.equal(labelOf(hub), 'Bus station\n1,234 reports');
assert.equal(labelOf({ ...hub, hub: false }), 'Bus station');
assert.deepEqual(merged(links, [links[0], link('9', 'a', 'b', 'met', '')]).map((one) => one.id), ['1', '2', '3', '9']);
assert.equal(saidOf(links, february, day('2026-02-01'), day('2026-02-28')), '2 of 3 links shown, from 1 February 2026 to 28 February 2026.');
assert.ok(saidOf(links, within(links, 0, 99999, ''), 0, 1).startsWith('All 3 links shown'));
console.log('chart rows: all as expected');
