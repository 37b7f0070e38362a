// node test/measure_rows.test.mjs: what the charts of figures draw, from rows as their tables say them.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const built = await esbuild.build({ entryPoints: [join(here, '../src/measure_rows.ts')], bundle: true, format: 'esm', write: false });
const { dateOf, everyNth, funnelLimits, isWorthDrawing, keyOf, linesOf, minuteTicks, placesOf, pointsOf, scaleLength, spanOf, spoken, tickWords, trimmed } = await import(
  `data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`
);

const cell = (text, value = null, iso = '') => ({ text, value, iso });
const close = (a, b, what) => assert.ok(Math.abs(a - b) < 1e-9, `${what ?? ''} ${a} is not ${b}`);

// ---- dates
assert.equal(dateOf('2026-03').toISOString(), '2026-03-01T00:00:00.000Z');
assert.equal(dateOf('2026-03-30').toISOString(), '2026-03-30T00:00:00.000Z');
assert.equal(dateOf('March'), null);

// ---- points: a hidden or missing figure keeps its place and has none
const weeks = {
  columns: [{ name: 'Week', unit: '', kind: 'date' }, { name: 'Within clock', unit: '', kind: 'share' }, { name: 'Mean', unit: '', kind: 'share' }, { name: 'Signal', unit: '', kind: 'text' }],
  cells: [
    [cell('2 March 2026', null, '2026-03-02'), cell('60%', 0.6), cell('55%', 0.55), cell('no')],
    [cell('9 March 2026', null, '2026-03-09'), cell('hidden'), cell('55%', 0.55), cell('')],
    [cell('16 March 2026', null, '2026-03-16'), cell('12%', 0.12), cell('55%', 0.55), cell('below the lower limit')]
  ]
};
const series = { kind: 'series', x: 0, y: [1], middle: 2, marked: 3 };
const points = pointsOf(series, weeks);
assert.deepEqual(points.map((point) => point.y), [0.6, null, 0.12]);
assert.deepEqual(points.map((point) => point.marked), ['', '', 'below the lower limit']);
assert.equal(points[1].said, 'hidden');
assert.equal(points[2].when.toISOString().slice(0, 10), '2026-03-16');
assert.equal(points[0].label, '2 March 2026');
assert.deepEqual(keyOf(series, weeks).map((one) => one.mark), ['dot', 'marked', 'middle']);
assert.deepEqual(keyOf({ ...series, marked: undefined }, weeks).map((one) => one.mark), ['dot', 'middle'], 'the key shows what is drawn and no more');
assert.equal(pointsOf({ ...series, y: [1, 2] }, weeks).length, 6, 'a point for each row and column');
assert.deepEqual(pointsOf(series, { ...weeks, cells: [] }), []);

// ---- what is worth a picture
const empty = [cell('23 February 2026', null, '2026-02-23'), cell('not enough to say'), cell('55%', 0.55), cell('')];
assert.deepEqual(trimmed(series, { ...weeks, cells: [empty, ...weeks.cells, empty] }).cells, weeks.cells, 'empty ends are left out, a gap is not');
assert.deepEqual(trimmed(series, { ...weeks, cells: [empty] }).cells, []);
assert.equal(isWorthDrawing(series, weeks), true);
assert.equal(spoken(series, { ...weeks, cells: [...weeks.cells, [cell('All'), cell(''), cell(''), cell('')]] }).cells.length, 3, 'a blank is no row, a hidden one is');
assert.equal(isWorthDrawing(series, { ...weeks, cells: weeks.cells.slice(0, 2) }), false, 'one point is no line');

// ---- axes
assert.equal(tickWords('share', 0.4), '40%');
assert.equal(tickWords('minutes', 45), '45 min');
assert.equal(tickWords('minutes', 90), '1.5 h');
assert.equal(tickWords('minutes', 4320), '3 days');
assert.equal(tickWords('count', 12345), '12,345');
assert.deepEqual(minuteTicks(100, 5), [0, 30, 60, 90]);
assert.deepEqual(minuteTicks(60, 6), [0, 10, 20, 30, 40, 50, 60]);
assert.ok(minuteTicks(1e6, 5).length <= 6, 'however long');
assert.deepEqual(spanOf('share', [0.4, 0.7, null]), [0, 1]);
assert.ok(spanOf('share', [0.01, 0.02])[1] < 0.1, 'small shares can be told apart');
assert.deepEqual(spanOf('count', []), [0, 1], 'nothing is no silly axis');
assert.deepEqual(spanOf('number', [-2, 3]), [-2, 3]);
assert.equal(linesOf('Black, Black British, Caribbean or African', 13), 4);
assert.equal(linesOf('Response A', 20), 1);
assert.equal(linesOf('', 5), 1);
assert.equal(everyNth(12, 300, 72), 3);
assert.equal(everyNth(3, 0, 72) >= 1, true);

// ---- the funnel's curves go through the table's limits
const limit = (n, z) => [Math.max(0, 0.5 - (z * 0.5) / Math.sqrt(n)), Math.min(1, 0.5 + (z * 0.5) / Math.sqrt(n))];
const team = (name, size, share) => {
  const [[l95, u95], [l998, u998]] = [limit(size, 1.96), limit(size, 3.09)];
  return [cell(name), cell(String(size), size), cell(`${share}`, share), cell('50%', 0.5), cell('', l95), cell('', u95), cell('', l998), cell('', u998)];
};
const teams = {
  columns: ['Team', 'Episodes', 'Share', 'Average', 'l95', 'u95', 'l998', 'u998'].map((name) => ({ name, unit: '', kind: name === 'Team' ? 'text' : 'share' })),
  cells: [team('A', 4, 0.5), team('B', 100, 0.2), team('C', 400, 0.52)]
};
const funnel = { kind: 'funnel', x: 1, y: [2], middle: 3, lower: 4, upper: 5, outer_lower: 6, outer_upper: 7 };
const curves = funnelLimits(funnel, teams);
assert.ok(curves.length > 10);
for (const one of curves) {
  close(one.upper, limit(one.x, 1.96)[1], 'the 95 % limit');
  close(one.outerLower, limit(one.x, 3.09)[0], 'the 99.8 % limit, also where a small team cuts it off at 0');
}
assert.deepEqual(funnelLimits(funnel, { ...teams, cells: [] }), [], 'no team, no limits');
assert.equal(isWorthDrawing(funnel, { ...teams, cells: teams.cells.slice(0, 2) }), false, 'two teams are no funnel');
assert.equal(pointsOf(funnel, teams)[1].label, 'B', 'a funnel names the row, not its size');

// ---- places
const place = (name, lon, lat, count) => [cell(name), cell('', lon), cell('', lat), cell(count === null ? 'hidden' : String(count), count)];
const map = {
  columns: ['Place', 'Longitude', 'Latitude', 'Count'].map((name) => ({ name, unit: '', kind: 'number' })),
  cells: [place('West', -1.3, 54.5, 10), place('East', -1.1, 54.5, 20), place('North', -1.2, 54.6, null)]
};
const placed = placesOf({ kind: 'places', x: 1, y: [2], size: 3 }, map);
assert.deepEqual(placed.map((one) => one.size), [10, 20, null], 'a hidden count has a place and no size');
assert.deepEqual(keyOf({ kind: 'places', x: 1, y: [2], size: 3 }, map).map((one) => one.mark), ['dot', 'cross']);
const apart = placed[1].east - placed[0].east;
assert.ok(apart > 12.8 && apart < 13.1, `${apart} km for a fifth of a degree of longitude at 54.5 degrees north`);
assert.deepEqual(placesOf({ kind: 'places', x: 1, y: [2], size: 3 }, { ...map, cells: [] }), []);
assert.equal(scaleLength(13), 2);
assert.equal(scaleLength(45), 10);
assert.equal(scaleLength(0.9), 0.2);
console.log('measure rows: all as expected');
