// The charts of figures, drawn with Observable Plot. A mark is told by its shape, its dashes or its pattern, never by colour alone; colours
// are the page's own (--lw-…), so that print and forced colours change them. The Content-Security-Policy forbids styles in the page: Plot's
// one <style> is taken out before its picture goes in (its rules are in _measures.scss), everything else it sets by property or attribute.
import * as Plot from '@observablehq/plot';
import { everyNth, funnelLimits, isWorthDrawing, linesOf, minuteTicks, placesOf, pointsOf, scaleLength, spanOf, spoken, tickWords, trimmed, type Column, type Kind, type Place, type Point, type Rows, type Spec } from './measure_rows';

const narrowPx = 480;
const rowPxMin = 30;
const linePx = 16;
const letterPx = 7.5;
const labelShare = 0.4; // of the width, at most, for labels
const fills = ['var(--lw-fill-0)', 'url(#lw-pattern-1)', 'var(--lw-fill-2)', 'url(#lw-pattern-3)', 'var(--lw-fill-4)', 'url(#lw-pattern-5)'];
export const dashes = ['', '7 4', '2 4', '9 3 2 3'];
const symbols: Plot.SymbolType[] = ['circle', 'square', 'triangle', 'times'];
const fontPx = 14;

export const fillOf = (at: number): string => fills[at % fills.length] ?? '';

const ink = 'currentColor';

function valueAxis(kind: Kind, column: Column | undefined, span: [number, number], width: number, byRatio = false): Plot.ScaleOptions {
  const wanted = Math.max(2, Math.min(6, Math.floor(width / 80)));
  const options: Plot.ScaleOptions = {
    label: [column?.name, column?.unit].filter(Boolean).join(' ') || null,
    labelArrow: 'none',
    tickFormat: (value: number) => tickWords(kind, value),
    domain: span,
    grid: true
  };
  if (byRatio) return { ...options, type: 'log', ticks: ratioTicks(span) };
  return { ...options, ticks: kind === 'minutes' ? minuteTicks(span[1], wanted) : wanted, nice: kind !== 'share' && kind !== 'minutes' };
}

const ratioTicks = ([least, most]: [number, number]): number[] =>
  [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 4, 5, 10, 20].filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);

function ratioSpan(values: readonly (number | null)[]): [number, number] {
  const held = values.filter((value): value is number => value !== null && value > 0);
  return [Math.min(0.5, ...held) * 0.9, Math.max(2, ...held) * 1.1];
}

const titleOf = (point: Point): string => `${point.label}: ${point.said}${point.marked ? ` (${point.marked})` : ''}`;

interface Drawn {
  height: number;
  options: Plot.PlotOptions;
}

// ---- by week or month --------------------------------------------------------------------------------------------------------------

function series(spec: Spec, whole: Rows, width: number): Drawn {
  const rows = trimmed(spec, whole);
  const column = rows.columns[spec.y[0] ?? 0];
  const kind = column?.kind ?? 'number';
  const points = pointsOf(spec, rows).filter((point) => point.when !== null);
  const several = spec.y.length > 1;
  const at = (index: number | undefined) => rows.cells.map((cells) => (index === undefined ? null : (cells[index]?.value ?? null)));
  const lines = rows.cells.map((cells, row) => ({ when: points[row]?.when ?? null, cells }));
  const across = (index: number | undefined, options: Plot.LineOptions): Plot.Markish[] =>
    index === undefined ? [] : [Plot.line(lines.filter((line) => line.when), { x: 'when', y: (line: (typeof lines)[number]) => line.cells[index]?.value ?? NaN, stroke: ink, ...options })];
  const names = spec.y.map((index) => rows.columns[index]?.name ?? '');
  const own = (name: string) => points.filter((point) => point.series === name);
  const close = width / Math.max(rows.cells.length, 1) < 8;
  const values = [...points.map((point) => point.y), ...at(spec.lower), ...at(spec.upper), ...at(spec.middle), spec.reference ?? null];
  const marks: Plot.Markish[] = [
    ...across(spec.lower, { strokeDasharray: '5 4', strokeOpacity: 0.75, curve: 'step' }),
    ...across(spec.upper, { strokeDasharray: '5 4', strokeOpacity: 0.75, curve: 'step' }),
    ...across(spec.middle, { strokeWidth: 1, curve: 'step' }),
    ...(spec.reference === undefined ? [] : [Plot.ruleY([spec.reference], { stroke: ink })]),
    ...names.flatMap((name, index) => [
      Plot.line(own(name), { x: 'when', y: (point: Point) => point.y ?? NaN, stroke: 'var(--lw-line)', strokeWidth: close ? 1.5 : 2.5, strokeDasharray: several ? (dashes[index % dashes.length] ?? '') : '' }),
      Plot.dot(own(name).filter((point) => point.y !== null && point.marked === ''), {
        x: 'when', y: 'y', r: close ? 2 : 3, fill: 'var(--lw-line)', symbol: symbols[several ? index % symbols.length : 0] ?? 'circle', title: titleOf
      })
    ]),
    Plot.dot(points.filter((point) => point.y !== null && point.marked !== ''), { x: 'when', y: 'y', r: 6, symbol: 'diamond', stroke: ink, strokeWidth: 2, fill: 'var(--lw-mark)', title: titleOf })
  ];
  return {
    height: width < narrowPx ? 260 : 320,
    options: { marginTop: 30, marginLeft: 58, marginRight: 18, x: { type: 'utc', label: null, ticks: Math.max(2, Math.floor(width / 110)) }, y: valueAxis(kind, column, spanOf(kind, values), 320), marks }
  };
}

// ---- teams and areas by their size ---------------------------------------------------------------------------------------------------

function funnel(spec: Spec, rows: Rows, width: number): Drawn {
  const column = rows.columns[spec.y[0] ?? 0];
  const kind = column?.kind ?? 'share';
  const points = pointsOf(spec, rows).filter((point) => point.y !== null && point.x !== null);
  const limits = funnelLimits(spec, rows);
  const limit = (y: keyof (typeof limits)[number], options: Plot.LineOptions) => Plot.line(limits, { x: 'x', y, stroke: ink, ...options });
  const values = [...points.map((point) => point.y), ...limits.flatMap((one) => [one.outerLower, one.outerUpper])];
  const size = rows.columns[spec.x];
  return {
    height: width < narrowPx ? 280 : 360,
    options: {
      marginTop: 30, marginLeft: 58, marginRight: 24, marginBottom: 46,
      x: { label: [size?.name, size?.unit].filter(Boolean).join(' '), labelArrow: 'none', labelAnchor: 'center', ticks: Math.max(2, Math.floor(width / 120)), tickFormat: (value: number) => tickWords('count', value) },
      y: valueAxis(kind, column, spanOf(kind, values), 360),
      marks: [
        limit('outerLower', { strokeDasharray: '2 4' }), limit('outerUpper', { strokeDasharray: '2 4' }),
        limit('lower', { strokeDasharray: '7 4' }), limit('upper', { strokeDasharray: '7 4' }), limit('middle', { strokeWidth: 1 }),
        Plot.dot(points.filter((point) => point.marked === ''), { x: 'x', y: 'y', r: 4, fill: 'var(--lw-line)', title: titleOf }),
        Plot.dot(points.filter((point) => point.marked !== ''), { x: 'x', y: 'y', r: 7, symbol: 'diamond', stroke: ink, strokeWidth: 2, fill: 'var(--lw-mark)', title: titleOf }),
        Plot.text(points.filter((point) => point.marked !== ''), { x: 'x', y: 'y', text: 'label', dy: -19, fontSize: fontPx, fontWeight: 'bold', fill: ink, stroke: 'var(--lw-paper)', strokeWidth: 4 })
      ]
    }
  };
}

// ---- by label, across ----------------------------------------------------------------------------------------------------------------

function labelRoom(rows: Rows, column: number, width: number): { marginLeft: number; lineWidth: number; rowPx: number } {
  const labels = rows.cells.map((cells) => cells[column]?.text ?? '');
  const longest = Math.max(4, ...labels.map((label) => label.length));
  const marginLeft = Math.min(Math.round(width * labelShare), longest * letterPx + 24);
  const lines = Math.max(1, ...labels.map((label) => linesOf(label, Math.floor((marginLeft - 16) / letterPx))));
  return { marginLeft, lineWidth: (marginLeft - 16) / fontPx, rowPx: Math.max(rowPxMin, lines * linePx + 10) };
}

// A label may stand twice; rows are told apart by their number.
const rowLabels = (rows: Rows, column: number) => (row: number): string => rows.cells[row]?.[column]?.text ?? '';

function intervals(spec: Spec, rows: Rows, width: number): Drawn {
  const column = rows.columns[spec.y[0] ?? 0];
  const kind = column?.kind ?? 'number';
  const points = pointsOf({ ...spec, y: spec.y.slice(0, 1) }, rows);
  const values = [...points.flatMap((point) => [point.y, point.lower, point.upper]), spec.reference ?? null];
  const span = spec.by_ratio ? ratioSpan(values) : spanOf(kind, values);
  const { marginLeft, lineWidth, rowPx } = labelRoom(rows, spec.x, width);
  const said = points.filter((point) => point.y !== null);
  const within = (value: number | null): number => Math.min(span[1], Math.max(span[0], value ?? span[0]));
  return {
    height: 60 + points.length * rowPx,
    options: {
      marginLeft, marginRight: 20, marginBottom: 44,
      x: { ...valueAxis(kind, column, span, width - marginLeft, spec.by_ratio), labelAnchor: 'center' },
      y: { type: 'band', domain: points.map((point) => point.row), label: null },
      marks: [
        Plot.axisY({ tickFormat: rowLabels(rows, spec.x), tickSize: 0, fontSize: fontPx, lineWidth }),
        ...(spec.reference === undefined ? [] : [Plot.ruleX([spec.reference], { stroke: ink, strokeDasharray: '4 3' })]),
        Plot.ruleY(said.filter((point) => point.lower !== null && point.upper !== null), { y: 'row', x1: (point: Point) => within(point.lower), x2: (point: Point) => within(point.upper), stroke: ink, strokeWidth: 2 }),
        Plot.dot(said, { x: 'y', y: 'row', r: 5, fill: 'var(--lw-line)', title: titleOf }),
        Plot.text(points.filter((point) => point.y === null), { y: 'row', x: () => span[0], text: 'said', textAnchor: 'start', dx: 6, fontSize: fontPx, fontStyle: 'italic', fill: ink })
      ]
    }
  };
}

function bars(spec: Spec, rows: Rows, width: number): Drawn {
  const column = rows.columns[spec.y[0] ?? 0];
  const kind = column?.kind ?? 'number';
  const points = pointsOf(spec, rows);
  const several = spec.y.length > 1;
  const names = spec.y.map((index) => rows.columns[index]?.name ?? '');
  const fill = (point: Point): string => fillOf(Math.max(0, names.indexOf(point.series)));
  const span = spanOf(kind, [...points.map((point) => point.y), spec.reference ?? null]);
  if (rows.columns[spec.x]?.kind === 'date') return upright(spec, rows, width, points, kind, span, fill);
  const { marginLeft, lineWidth, rowPx } = labelRoom(rows, spec.x, width);
  const place = several ? { fy: 'row', y: 'series' } : { y: 'row' };
  return {
    height: 56 + (several ? rows.cells.length * Math.max(rowPx, spec.y.length * 22 + 10) : rows.cells.length * rowPx),
    options: {
      marginLeft, marginRight: 64, marginBottom: 44,
      x: { ...valueAxis(kind, several ? undefined : column, span, width - marginLeft - 64), labelAnchor: 'center' },
      y: several ? { type: 'band', domain: names, axis: null } : { type: 'band', domain: points.map((point) => point.row), label: null },
      ...(several ? { fy: { domain: rows.cells.map((_, row) => row), label: null, axis: null, padding: 0.2 } } : {}),
      marks: [
        several ? Plot.axisFy({ anchor: 'left', tickFormat: rowLabels(rows, spec.x), fontSize: fontPx, lineWidth, dx: -4, textAnchor: 'end' })
                : Plot.axisY({ tickFormat: rowLabels(rows, spec.x), tickSize: 0, fontSize: fontPx, lineWidth }),
        Plot.barX(points.filter((point) => point.y !== null), { ...place, x: 'y', fill, stroke: ink, insetTop: 2, insetBottom: 2, title: titleOf }),
        Plot.text(points, { ...place, x: (point: Point) => Math.max(0, point.y ?? 0), text: 'said', textAnchor: 'start', dx: 5, fontSize: 13, fontStyle: 'normal', fill: ink, clip: false }),
        Plot.ruleX([0], { stroke: ink }),
        ...(spec.reference === undefined ? [] : [Plot.ruleX([spec.reference], { stroke: ink, strokeDasharray: '4 3' })])
      ]
    }
  };
}

// By month: bars that stand.
function upright(spec: Spec, rows: Rows, width: number, points: Point[], kind: Kind, span: [number, number], fill: (point: Point) => string): Drawn {
  const column = rows.columns[spec.y[0] ?? 0];
  const each = everyNth(rows.cells.length, width - 80, 72);
  const stacked = spec.kind === 'stacked';
  return {
    height: width < narrowPx ? 260 : 320,
    options: {
      marginTop: 30, marginLeft: 58, marginRight: 12, marginBottom: 44,
      x: { type: 'band', domain: rows.cells.map((_, row) => row), label: null, padding: 0.15 },
      y: valueAxis(kind, spec.y.length > 1 ? undefined : column, span, 320),
      marks: [
        Plot.axisX(rows.cells.map((_, row) => row).filter((row) => row % each === 0), { tickFormat: rowLabels(rows, spec.x), fontSize: 13, lineWidth: 6, tickSize: 3 }),
        stacked
          ? Plot.barY(points.filter((point) => point.y !== null), { x: 'row', y: 'y', z: 'series', fill, stroke: ink, title: titleOf })
          : Plot.barY(points.filter((point) => point.y !== null), { x: 'row', y: 'y', fill, stroke: ink, title: titleOf }),
        Plot.ruleY([0], { stroke: ink })
      ]
    }
  };
}

function stacked(spec: Spec, rows: Rows, width: number): Drawn {
  const kind = rows.columns[spec.y[0] ?? 0]?.kind ?? 'share';
  const points = pointsOf(spec, rows);
  const names = spec.y.map((index) => rows.columns[index]?.name ?? '');
  const fill = (point: Point): string => fillOf(Math.max(0, names.indexOf(point.series)));
  const totals = rows.cells.map((_, row) => points.filter((point) => point.row === row).reduce((sum, point) => sum + (point.y ?? 0), 0));
  const span: [number, number] = kind === 'share' ? [0, 1] : spanOf(kind, totals);
  if (rows.columns[spec.x]?.kind === 'date') return upright(spec, rows, width, points, kind, span, fill);
  const { marginLeft, lineWidth, rowPx } = labelRoom(rows, spec.x, width);
  return {
    height: 56 + rows.cells.length * rowPx,
    options: {
      marginLeft, marginRight: 20, marginBottom: 40,
      x: { ...valueAxis(kind, undefined, span, width - marginLeft), labelAnchor: 'center' },
      y: { type: 'band', domain: rows.cells.map((_, row) => row), label: null },
      marks: [
        Plot.axisY({ tickFormat: rowLabels(rows, spec.x), tickSize: 0, fontSize: fontPx, lineWidth }),
        Plot.barX(points.filter((point) => point.y !== null), { y: 'row', x: 'y', z: 'series', fill, stroke: ink, insetTop: 3, insetBottom: 3, title: titleOf })
      ]
    }
  };
}

// ---- where -----------------------------------------------------------------------------------------------------------------------------

function places(spec: Spec, rows: Rows, width: number): Drawn {
  const held = placesOf(spec, rows);
  const reach = (values: number[]): number => Math.max(0.5, ...values.map(Math.abs));
  const [east, north] = [reach(held.map((place) => place.east)), reach(held.map((place) => place.north))];
  const [innerWidth, tallest, edge] = [width - 40, 520, 26]; // the edge: a large dot stays within the frame
  const scale = Math.min((innerWidth - 2 * edge) / (2 * east), (tallest - 2 * edge) / (2 * north)); // pixels a kilometre, the same both ways
  const height = Math.max(220, Math.round(2 * north * scale) + 2 * edge + 60);
  const halfHeight = (height - 60) / 2 / scale;
  const halfWidth = innerWidth / 2 / scale;
  const most = Math.max(1, ...held.map((place) => place.size ?? 0));
  const radius = (place: Place): number => (place.size === null ? 5 : 4 + 18 * Math.sqrt(place.size / most));
  const length = scaleLength(2 * halfWidth);
  const bar = { x1: -halfWidth * 0.98, x2: -halfWidth * 0.98 + length, y: -halfHeight };
  return {
    height,
    options: {
      margin: 20, marginBottom: 40,
      x: { domain: [-halfWidth, halfWidth], axis: null }, y: { domain: [-halfHeight, halfHeight], axis: null },
      r: { type: 'identity' },
      marks: [
        Plot.frame({ stroke: ink, strokeOpacity: 0.5 }),
        Plot.dot(held.filter((place) => place.size === null), { x: 'east', y: 'north', r: 5, symbol: 'times', stroke: ink, strokeWidth: 2 }),
        Plot.dot(held.filter((place) => place.size !== null), { x: 'east', y: 'north', r: radius, fill: 'var(--lw-line)', fillOpacity: 0.3, stroke: ink, title: (place: Place) => `${place.label}: ${place.said}` }),
        // Towards the middle, where there is room.
        ...held.map((place) => Plot.text([place], {
          x: 'east', y: 'north', text: [place.said ? `${place.label}: ${place.said}` : place.label], dx: (radius(place) + 5) * (place.east > 0 ? -1 : 1),
          textAnchor: place.east > 0 ? 'end' : 'start', fontSize: 13, fill: ink, stroke: 'var(--lw-paper)', strokeWidth: 4, lineWidth: 14
        })),
        Plot.ruleY([bar], { x1: 'x1', x2: 'x2', y: 'y', stroke: ink, strokeWidth: 3, dy: 14 }),
        Plot.text([bar], { x: 'x1', y: 'y', text: () => `${length} km`, textAnchor: 'start', dy: 28, fontSize: 13, fill: ink })
      ]
    }
  };
}

const drawings: Record<Spec['kind'], (spec: Spec, rows: Rows, width: number) => Drawn> = { series, funnel, intervals, bars, stacked, places };

/** The picture, not yet in the page; null when the table gives it nothing to draw. */
export function draw(spec: Spec, rows: Rows, width: number): SVGSVGElement | null {
  if (!isWorthDrawing(spec, rows)) return null;
  const byLabel = spec.kind === 'intervals' || spec.kind === 'bars' || spec.kind === 'stacked';
  const { height, options } = drawings[spec.kind](spec, byLabel ? spoken(spec, rows) : rows, width);
  const made = Plot.plot({ ...options, width, height, className: 'lw-plot' });
  const svg = made.tagName.toLowerCase() === 'svg' ? (made as unknown as SVGSVGElement) : made.querySelector('svg');
  if (!svg) return null;
  for (const style of made.querySelectorAll('style')) style.remove();
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
