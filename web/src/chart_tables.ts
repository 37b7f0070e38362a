// The two tables of the link chart: read as values, and added to in the same form as the server writes them. All of the page's meaning is
// in them; the chart is only drawn from what they say.
import type { Entity, Kind, Link } from './chart_rows';

const text = (row: HTMLElement, part: string): string => row.querySelector(`[data-part="${part}"]`)?.textContent?.trim() ?? '';
const address = (row: HTMLElement, part: string): string => row.querySelector(`a[data-part="${part}"]`)?.getAttribute('href') ?? '';

export class Tables {
  constructor(private readonly entityRows: HTMLTableSectionElement, private readonly linkRows: HTMLTableSectionElement) {}

  entities(): Entity[] {
    return Array.from(this.entityRows.rows, (row) => ({
      id: row.dataset['entity'] ?? '',
      kind: (row.dataset['kind'] ?? 'adult') as Kind,
      kind_words: text(row, 'kind'),
      name: text(row, 'name'),
      note: text(row, 'note'),
      path: address(row, 'name'),
      reports: Number(row.dataset['reports'] ?? '0'),
      hub: row.dataset['hub'] === 'yes'
    }));
  }

  links(): Link[] {
    return Array.from(this.linkRows.rows, (row) => ({
      id: row.dataset['link'] ?? '',
      from: row.dataset['from'] ?? '',
      to: row.dataset['to'] ?? '',
      what: text(row, 'what'),
      when: row.dataset['when'] ?? '',
      when_words: text(row, 'when'),
      report: text(row, 'report'),
      report_path: address(row, 'report'),
      source: text(row, 'source')
    }));
  }

  entityRow(id: string): HTMLTableRowElement | null {
    return Array.from(this.entityRows.rows).find((row) => row.dataset['entity'] === id) ?? null;
  }

  addEntity(entity: Entity): void {
    const row = this.entityRows.insertRow();
    row.className = 'govuk-table__row';
    Object.assign(row.dataset, { entity: entity.id, kind: entity.kind, reports: String(entity.reports), hub: entity.hub ? 'yes' : '' });
    const head = this.cell(row, 'th');
    head.append(this.named('name', entity.name, entity.path));
    this.cell(row).append(this.part('kind', entity.kind_words));
    this.cell(row).append(this.part('note', entity.note));
    const count = this.cell(row);
    count.classList.add('govuk-table__cell--numeric');
    count.textContent = entity.reports.toLocaleString('en-GB');
  }

  addLink(link: Link, names: ReadonlyMap<string, Entity>): void {
    const row = this.linkRows.insertRow(this.placeOf(link.when));
    row.className = 'govuk-table__row';
    Object.assign(row.dataset, { link: link.id, from: link.from, to: link.to, when: link.when });
    const end = (id: string): HTMLElement => this.named('end', names.get(id)?.name ?? id, names.get(id)?.path ?? '');
    this.cell(row, 'th').append(end(link.from));
    this.cell(row).append(this.part('what', link.what));
    this.cell(row).append(end(link.to));
    this.cell(row).append(this.part('when', link.when_words));
    const source = this.part('source', link.source);
    source.className = 'lw-board__more lw-lines';
    const cell = this.cell(row);
    cell.classList.add('lw-chart__source');
    cell.append(this.named('report', link.report, link.report_path), source);
  }

  show(links: ReadonlySet<string>, entities: ReadonlySet<string>): void {
    for (const row of this.linkRows.rows) row.hidden = !links.has(row.dataset['link'] ?? '');
    for (const row of this.entityRows.rows) row.hidden = !entities.has(row.dataset['entity'] ?? '');
  }

  private placeOf(when: string): number {
    const at = Date.parse(when);
    const later = Array.from(this.linkRows.rows).findIndex((row) => Date.parse(row.dataset['when'] ?? '') < at);
    return later < 0 ? this.linkRows.rows.length : later;
  }

  private cell(row: HTMLTableRowElement, kind: 'td' | 'th' = 'td'): HTMLTableCellElement {
    const cell = document.createElement(kind);
    cell.className = kind === 'th' ? 'govuk-table__header' : 'govuk-table__cell';
    if (kind === 'th') cell.scope = 'row';
    row.append(cell);
    return cell;
  }

  private part(part: string, words: string): HTMLElement {
    const element = document.createElement('span');
    element.dataset['part'] = part;
    element.textContent = words;
    return element;
  }

  private named(part: string, words: string, path: string): HTMLElement {
    if (!path) return this.part(part, words);
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.href = path;
    link.dataset['part'] = part;
    link.textContent = words;
    return link;
  }
}
