// What a table of figures says, as values, and what follows from them for its chart: points, limits, scales, words. The chart draws these
// and nothing else, so that chart and table cannot differ; a figure that is hidden or missing in the table has no point. Pure.

export type Kind = 'text' | 'date' | 'count' | 'number' | 'share' | 'minutes' | 'rate';
export type ChartKind = 'series' | 'funnel' | 'intervals' | 'bars' | 'stacked' | 'places';

// Columns by number, as the server wrote them (measures/table.hpp).
export interface Spec {
  kind: ChartKind;
  x: number;
  y: number[];
  lower?: number;
  upper?: number;
  outer_lower?: number;
  outer_upper?: number;
  middle?: number;
  size?: number;
  marked?: number;
  label?: number;
  reference?: number;
  by_ratio?: boolean;
}

export interface Column {
  name: string;
  unit: string;
  kind: Kind;
}

export interface Cell {
  text: string;
  value: number | null;
  iso: string;
}

export interface Rows {
  columns: Column[];
  cells: Cell[][];
}

export interface Point {
  row: number;
  label: string; // of the row: a team, a group, a week
  when: Date | null;
  x: number | null; // of a funnel or a map
  series: string; // the name of the column
  y: number | null; // none: hidden, or not enough to say
  said: string; // as the table has it
  lower: number | null;
  upper: number | null;
  marked: string; // what the signal is, in words; empty: none
  size: number | null;
}

export interface Limits {
  x: number;
  middle: number;
  lower: number;
  upper: number;
  outerLower: number;
  outerUpper: number;
}

const minutesAnHour = 60;
const minutesADay = 24 * minutesAnHour;

/** "2026-03-02", "2026-03": midnight UTC, as a place on the axis. */
export function dateOf(iso: string): Date | null {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso);
  return found ? new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3] ?? '1'))) : null;
}

const valueAt = (cells: readonly Cell[], column: number | undefined): number | null =>
  column === undefined ? null : (cells[column]?.value ?? null);

// "no" and a dash say that there is no signal.
const markAt = (cells: readonly Cell[], column: number | undefined): string => {
  const text = column === undefined ? '' : (cells[column]?.text ?? '').trim();
  return /^(?:|no|none|-|–|—|no signal)$/i.test(text) ? '' : text;
};

/** One point for each row and each y column, in the table's order; also those that have no figure, so that a line is broken there. */
export function pointsOf(spec: Spec, rows: Rows): Point[] {
  return spec.y.flatMap((column) =>
    rows.cells.map((cells, row) => ({
      row,
      label: cells[spec.label ?? (spec.kind === 'funnel' || spec.kind === 'places' ? 0 : spec.x)]?.text ?? '',
      when: dateOf(cells[spec.x]?.iso ?? ''),
      x: cells[spec.x]?.value ?? null,
      series: rows.columns[column]?.name ?? '',
      y: cells[column]?.value ?? null,
      said: cells[column]?.text ?? '',
      lower: valueAt(cells, spec.lower),
      upper: valueAt(cells, spec.upper),
      marked: markAt(cells, spec.marked),
      size: valueAt(cells, spec.size)
    }))
  );
}

/** The rows from the first that has a figure to the last: a chart of a year does not begin with ten empty months. */
export function trimmed(spec: Spec, rows: Rows): Rows {
  const held = rows.cells.map((cells) => spec.y.some((column) => valueAt(cells, column) !== null));
  const first = held.indexOf(true);
  return first < 0 ? { ...rows, cells: [] } : { ...rows, cells: rows.cells.slice(first, held.lastIndexOf(true) + 1) };
}

/** Without the rows whose figures are blank: a total that has no rate is no bar. What is hidden, or not enough to say, keeps its row. */
export function spoken(spec: Spec, rows: Rows): Rows {
  return { ...rows, cells: rows.cells.filter((cells) => spec.y.some((column) => (cells[column]?.text ?? '') !== '')) };
}

const fewest: Record<ChartKind, number> = { series: 2, funnel: 3, intervals: 1, bars: 1, stacked: 1, places: 2 };

/** Whether there is enough for a picture to say more than the table: a line of one point, or a funnel of two teams, does not. */
export function isWorthDrawing(spec: Spec, rows: Rows): boolean {
  const count = spec.kind === 'places' ? placesOf(spec, rows).length : rows.cells.filter((cells) => spec.y.some((column) => valueAt(cells, column) !== null)).length;
  return count >= fewest[spec.kind];
}

/** A number as the axis says it: "40%", "3 h", "1,200". */
export function tickWords(kind: Kind, value: number): string {
  if (kind === 'share') return `${Math.round(value * 100)}%`;
  if (kind === 'minutes') {
    const [size, sign] = [Math.abs(value), value < 0 ? '−' : ''];
    if (size >= 3 * minutesADay && size % minutesADay === 0) return `${sign}${size / minutesADay} days`;
    if (size >= minutesAnHour) return `${sign}${Number((size / minutesAnHour).toFixed(1))} h`;
    return `${sign}${Number(size.toFixed(1))} min`;
  }
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

/** Where an axis of lengths of time has its ticks: at whole minutes, hours or days, about `wanted` of them. */
export function minuteTicks(highest: number, wanted: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200];
  const step = steps.find((one) => highest / one <= wanted) ?? Math.ceil(highest / wanted / minutesADay) * minutesADay;
  const ticks = [];
  for (let at = 0; at <= highest; at += step) ticks.push(at);
  return ticks;
}

/** From 0 (or below it, where something is) to the highest; a share's axis ends at 100 % unless everything is far below. */
export function spanOf(kind: Kind, values: readonly (number | null)[]): [number, number] {
  const held = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const lowest = Math.min(0, ...held);
  const highest = Math.max(0, ...held);
  if (kind === 'share') return [Math.max(-1, lowest), highest > 0.5 ? Math.max(1, Math.min(highest, 1)) : Math.max(highest * 1.1, 0.05)];
  return [lowest, highest > lowest ? highest : lowest + 1];
}

/**
 * The funnel's limits as curves. A limit is the middle ± k / √size, kept within 0 to 1; k is read from a row whose limit was not cut off
 * there, so the curve goes through what the table says.
 */
export function funnelLimits(spec: Spec, rows: Rows, steps = 60): Limits[] {
  const held = rows.cells
    .map((cells) => ({
      size: valueAt(cells, spec.x), middle: valueAt(cells, spec.middle), lower: valueAt(cells, spec.lower), upper: valueAt(cells, spec.upper),
      outerLower: valueAt(cells, spec.outer_lower), outerUpper: valueAt(cells, spec.outer_upper)
    }))
    .filter((row): row is { size: number; middle: number; lower: number; upper: number; outerLower: number; outerUpper: number } =>
      row.size !== null && row.size > 0 && row.middle !== null && row.lower !== null && row.upper !== null && row.outerLower !== null && row.outerUpper !== null);
  const first = held[0];
  if (!first) return [];
  const spread = (lower: 'lower' | 'outerLower', upper: 'upper' | 'outerUpper'): number => {
    const found = held.flatMap((row) => [
      ...(row[upper] < 1 ? [(row[upper] - row.middle) * Math.sqrt(row.size)] : []),
      ...(row[lower] > 0 ? [(row.middle - row[lower]) * Math.sqrt(row.size)] : [])
    ]);
    return found.length > 0 ? Math.max(...found) : 0;
  };
  const [inner, outer] = [spread('lower', 'upper'), spread('outerLower', 'outerUpper')];
  const sizes = held.map((row) => row.size);
  const [least, most] = [Math.max(1, Math.min(...sizes) * 0.7), Math.max(...sizes) * 1.05];
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = least + ((most - least) * step) / steps;
    const within = (value: number): number => Math.min(1, Math.max(0, value));
    return {
      x, middle: first.middle, lower: within(first.middle - inner / Math.sqrt(x)), upper: within(first.middle + inner / Math.sqrt(x)),
      outerLower: within(first.middle - outer / Math.sqrt(x)), outerUpper: within(first.middle + outer / Math.sqrt(x))
    };
  });
}

export interface Place {
  label: string;
  east: number; // kilometres from the middle
  north: number;
  size: number | null; // none: hidden
  said: string;
}

const kmADegree = 111.32; // of latitude; of longitude, times the cosine

/** Places on a flat sheet, in kilometres from their middle: true enough over a county. `spec.y[0]` is the latitude. */
export function placesOf(spec: Spec, rows: Rows): Place[] {
  const points = rows.cells.flatMap((cells) => {
    const [east, north, size] = [valueAt(cells, spec.x), valueAt(cells, spec.y[0]), valueAt(cells, spec.size)];
    if (east === null || north === null) return [];
    return [{ label: cells[spec.label ?? 0]?.text ?? '', east, north, size: spec.size === undefined ? 1 : size, said: spec.size === undefined ? '' : (cells[spec.size]?.text ?? '') }];
  });
  if (points.length === 0) return [];
  const middle = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  const [east, north] = [middle(points.map((point) => point.east)), middle(points.map((point) => point.north))];
  const narrower = Math.cos((north * Math.PI) / 180);
  return points.map((point) => ({ ...point, east: (point.east - east) * kmADegree * narrower, north: (point.north - north) * kmADegree }));
}

/** The length of the map's scale: a round number of kilometres, about a quarter of its width. */
export function scaleLength(widthKm: number): number {
  const wanted = widthKm / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const found = [5, 2, 1].find((times) => times * power <= wanted) ?? 1;
  return found * power;
}

/** Every n-th of the labels, so that they do not run into each other. */
export function everyNth(count: number, width: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((count * labelWidth) / Math.max(width, 1)));
}

/** How many lines a label takes in a column this many letters wide; words are not broken. */
export function linesOf(label: string, letters: number): number {
  let [lines, left] = [1, letters];
  for (const word of label.split(/\s+/)) {
    if (left < letters && word.length + 1 > left) lines += 1, left = letters;
    left -= word.length + 1;
  }
  return lines;
}

/** The words of a mark in the key, and for which of them there is something to show. */
export function keyOf(spec: Spec, rows: Rows): { mark: string; words: string }[] {
  const points = pointsOf(spec, rows);
  const name = (column: number | undefined): string => (column === undefined ? '' : (rows.columns[column]?.name ?? ''));
  if (spec.kind === 'stacked' || ((spec.kind === 'bars' || spec.kind === 'series') && spec.y.length > 1))
    return spec.y.map((column, at) => ({ mark: `${spec.kind === 'series' ? 'line' : 'fill'}-${at}`, words: name(column) }));
  if (spec.kind === 'series' || spec.kind === 'funnel') {
    const key = [{ mark: 'dot', words: spec.kind === 'funnel' ? 'One team or area' : name(spec.y[0]) }];
    if (points.some((point) => point.marked !== '' && point.y !== null))
      key.push({ mark: 'marked', words: spec.kind === 'funnel' ? 'Outside the 99.8% limits' : 'A signal: more than chance' });
    if (spec.middle !== undefined) key.push({ mark: 'middle', words: name(spec.middle) });
    if (spec.lower !== undefined || spec.upper !== undefined) key.push({ mark: 'limit', words: spec.kind === 'funnel' ? '95% limits' : 'Limits of what chance does' });
    if (spec.outer_lower !== undefined || spec.outer_upper !== undefined) key.push({ mark: 'outer', words: '99.8% limits' });
    return key;
  }
  if (spec.kind === 'places')
    return placesOf(spec, rows).some((place) => place.size === null) ? [{ mark: 'dot', words: name(spec.size) }, { mark: 'cross', words: 'Hidden: a small number' }] : [];
  if (spec.kind === 'intervals') return [{ mark: 'dot', words: name(spec.y[0]) }, { mark: 'interval', words: '95% interval' }];
  return [];
}
