// The charts of the pages of figures. Each is drawn from the table beside it (its cells' data-value and data-iso) by what the server wrote in
// data-figure; without this script the table is the page. Loaded on those pages alone.
import { dashes, draw, fillOf } from './measure_drawing';
import { keyOf, type Kind, type Rows, type Spec } from './measure_rows';

const svgNames = 'http://www.w3.org/2000/svg';

function rowsOf(table: HTMLTableElement): Rows {
  const columns = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => ({
    name: cell.dataset['name'] ?? '', unit: cell.dataset['unit'] ?? '', kind: (cell.dataset['kind'] ?? 'text') as Kind
  }));
  const cells = [...(table.tBodies[0]?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => {
      const value = cell.dataset['value'];
      // The words alone: what only a screen reader hears is no part of the figure.
      const text = [...cell.querySelectorAll('.govuk-visually-hidden')].reduce((words, hidden) => words.replace(hidden.textContent ?? '', ''), cell.textContent ?? '');
      return { text: text.trim(), value: value === undefined ? null : Number(value), iso: cell.dataset['iso'] ?? '' };
    })
  );
  return { columns, cells };
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

// Hatched, dotted and crossed fills, for shares that stand beside each other; once a page.
function addPatterns(): void {
  const holder = shape('svg', { width: 0, height: 0, 'aria-hidden': 'true', class: 'lw-patterns' });
  const defs = shape('defs', {});
  const pattern = (id: string, ...marks: SVGElement[]): void => {
    const made = shape('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' });
    made.append(shape('rect', { width: 8, height: 8, fill: 'var(--lw-paper)' }), ...marks);
    defs.append(made);
  };
  const line = (path: string) => shape('path', { d: path, stroke: 'currentColor', 'stroke-width': 1.6, fill: 'none' });
  pattern('lw-pattern-1', line('M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4'));
  pattern('lw-pattern-3', shape('circle', { cx: 4, cy: 4, r: 1.6, fill: 'currentColor' }));
  pattern('lw-pattern-5', line('M0,4 h8 M4,0 v8'));
  holder.append(defs);
  document.body.append(holder);
}

function swatch(mark: string): SVGElement {
  const svg = shape('svg', { width: 32, height: 16, viewBox: '0 0 32 16', 'aria-hidden': 'true', class: 'lw-key__mark' });
  const at = Number(mark.split('-')[1] ?? 0);
  const line = (attributes: Record<string, string | number>) => shape('line', { x1: 0, x2: 32, y1: 8, y2: 8, stroke: 'currentColor', 'stroke-width': 2, ...attributes });
  if (mark.startsWith('fill')) svg.append(shape('rect', { x: 4, y: 1, width: 24, height: 14, fill: fillOf(at), stroke: 'currentColor' }));
  else if (mark.startsWith('line')) svg.append(line({ stroke: 'var(--lw-line)', 'stroke-width': 3, 'stroke-dasharray': dashes[at % dashes.length] ?? '' }));
  else if (mark === 'dot') svg.append(shape('circle', { cx: 16, cy: 8, r: 4, fill: 'var(--lw-line)' }));
  else if (mark === 'cross') svg.append(shape('path', { d: 'M11,3 l10,10 M21,3 l-10,10', stroke: 'currentColor', 'stroke-width': 2 }));
  else if (mark === 'marked') svg.append(shape('path', { d: 'M16,1 l7,7 l-7,7 l-7,-7 z', fill: 'var(--lw-mark)', stroke: 'currentColor', 'stroke-width': 2 }));
  else svg.append(line({ 'stroke-dasharray': mark === 'limit' ? '7 4' : mark === 'outer' ? '2 4' : '' }));
  return svg;
}

function keyList(spec: Spec, rows: Rows): HTMLUListElement | null {
  const key = keyOf(spec, rows);
  if (key.length < 2) return null;
  const list = document.createElement('ul');
  list.className = 'govuk-list lw-key';
  for (const { mark, words } of key) {
    const item = document.createElement('li');
    item.append(swatch(mark), words);
    list.append(item);
  }
  return list;
}

class Figure {
  private drawnAt = 0;

  constructor(private readonly place: HTMLElement, private readonly spec: Spec, private readonly rows: Rows) {}

  /** False when there is nothing to draw: the table says why. */
  show(says: string): boolean {
    this.place.hidden = false;
    if (!this.redraw()) {
      this.place.hidden = true;
      return false;
    }
    const key = keyList(this.spec, this.rows);
    if (key) this.place.after(key);
    this.place.setAttribute('role', 'img');
    this.place.setAttribute('aria-label', `Chart: ${says}`);
    this.place.dataset['drawn'] = this.spec.kind;
    new ResizeObserver(() => this.redraw()).observe(this.place);
    return true;
  }

  private redraw(): boolean {
    const width = Math.floor(this.place.clientWidth);
    if (width === 0 || width === this.drawnAt) return this.drawnAt > 0;
    const picture = draw(this.spec, this.rows, width);
    if (!picture) return false;
    this.drawnAt = width;
    this.place.replaceChildren(picture);
    return true;
  }
}

addPatterns();
for (const figure of document.querySelectorAll<HTMLElement>('[data-figure]')) {
  const [place, table] = [figure.querySelector<HTMLElement>('[data-chart]'), figure.querySelector('table')];
  if (!place || !table) continue;
  const says = figure.dataset['says'] || (figure.querySelector('h3')?.textContent ?? '');
  const shown = new Figure(place, JSON.parse(figure.dataset['figure'] ?? '{}') as Spec, rowsOf(table)).show(says);
  if (shown) figure.querySelector('details[data-folds]')?.removeAttribute('open');
}
