// The link chart's page: one state (the tables' rows and a span of dates) and three views of it: the tables, the chart and one sentence.
// Opening somebody, by a click on the shape or by the button in their row, asks for their links and adds them to the tables; the chart is
// drawn from there. Loaded on the pages that have <div data-link-chart>; without it the tables are the page.
import { Drawing } from './chart_drawing';
import { dayOf, dayWords, linesOf, merged, saidOf, spanOf, within, type Entity, type Link } from './chart_rows';
import { Tables } from './chart_tables';

const entitiesMax = 300; // beyond this a drawing says nothing to anyone

interface Answer {
  entities: Entity[];
  links: Link[];
  next: string | null;
  hub: boolean;
  detail?: string;
}

function found<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no ${id}`);
  return element as T;
}

class LinkChart {
  private readonly tables = new Tables(found('chart-entities'), found('chart-links'));
  private readonly first = found<HTMLInputElement>('chart-first');
  private readonly last = found<HTMLInputElement>('chart-last');
  private readonly said = found('chart-said');
  private readonly start: string;
  private readonly drawing: Drawing;
  private entities: Entity[];
  private links: Link[];
  private readonly opened = new Set<string>();

  constructor(private readonly panel: HTMLElement) {
    this.start = panel.dataset['start'] ?? '';
    this.entities = this.tables.entities();
    this.links = this.tables.links();
    panel.hidden = false;
    this.drawing = new Drawing(found('chart-canvas'), this.start, (id) => void this.open(id));
    if (this.start) this.opened.add(this.start);
    this.setSpan(true);
    this.drawing.hold(this.entities);
    this.show();
    this.arrange();
    this.entities.forEach((entity) => this.addButton(entity));
    for (const slider of [this.first, this.last]) slider.addEventListener('input', () => this.slid(slider));
    found('chart-closer').addEventListener('click', () => this.drawing.zoom(1.25));
    found('chart-further').addEventListener('click', () => this.drawing.zoom(0.8));
    found('chart-whole').addEventListener('click', () => this.drawing.fit());
    panel.dataset['ready'] = 'yes';
  }

  place(id: string): { x: number; y: number } | null {
    return this.drawing.placeOf(id);
  }

  // A slider that stood at its end stays at its end when there is more to show.
  private setSpan(whole: boolean): void {
    const [from, to] = spanOf(this.links) ?? [dayOf(new Date().toISOString()), dayOf(new Date().toISOString())];
    const atStart = whole || this.first.value === this.first.min;
    const atEnd = whole || this.last.value === this.last.max;
    for (const slider of [this.first, this.last]) {
      slider.min = String(from);
      slider.max = String(to);
    }
    if (atStart) this.first.value = String(from);
    if (atEnd) this.last.value = String(to);
  }

  private slid(moved: HTMLInputElement): void {
    if (Number(this.first.value) > Number(this.last.value)) (moved === this.first ? this.last : this.first).value = moved.value;
    this.show();
  }

  private show(before = ''): void {
    const [from, to] = [Number(this.first.value), Number(this.last.value)];
    for (const [slider, day] of [[this.first, from], [this.last, to]] as const) {
      slider.setAttribute('aria-valuetext', dayWords(day));
      found(`${slider.id}-words`).textContent = dayWords(day);
    }
    const shown = within(this.links, from, to, this.start);
    if (!this.start && shown.links.size === this.links.length) for (const entity of this.entities) shown.entities.add(entity.id);
    this.tables.show(shown.links, shown.entities);
    this.drawing.show(shown.entities, linesOf(this.links, shown.links));
    this.said.textContent = before + saidOf(this.links, shown, from, to);
  }

  // Only when there is more or less to hold, never while a slider moves: shapes that jump cannot be followed.
  private arrange(): void {
    const shown = within(this.links, Number(this.first.value), Number(this.last.value), this.start);
    this.drawing.arrange(linesOf(this.links, shown.links));
  }

  private addButton(entity: Entity): void {
    const row = this.tables.entityRow(entity.id);
    if (!row || this.opened.has(entity.id)) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'govuk-button govuk-button--secondary lw-chart__open';
    button.dataset['open'] = entity.id;
    button.append('Show links');
    const whose = document.createElement('span');
    whose.className = 'govuk-visually-hidden';
    whose.textContent = ` of ${entity.name}`;
    button.append(whose);
    button.addEventListener('click', () => void this.open(entity.id));
    row.cells[0]?.append(button);
  }

  private async open(id: string): Promise<void> {
    if (this.opened.has(id)) return;
    const entity = this.entities.find((one) => one.id === id);
    if (!entity) return;
    if (this.entities.length >= entitiesMax) {
      this.said.textContent = `The chart holds ${entitiesMax} people, places and things, which is as many as can be read. Open a page of its own instead.`;
      return;
    }
    this.opened.add(id);
    this.said.textContent = `Looking for the links of ${entity.name}.`;
    const answer = await this.ask(entity);
    if (!answer) {
      this.opened.delete(id);
      return;
    }
    const before = this.links.length;
    const names = new Map(merged(this.entities, answer.entities).map((one) => [one.id, one]));
    for (const one of answer.entities) if (!this.entities.some((held) => held.id === one.id)) this.tables.addEntity(one);
    for (const one of answer.links) if (!this.links.some((held) => held.id === one.id)) this.tables.addLink(one, names);
    this.entities = this.tables.entities();
    this.links = this.tables.links();
    this.drawing.hold(this.entities);
    this.setSpan(false);
    const added = this.links.length - before;
    let words = `${added === 0 ? 'No more links' : added === 1 ? '1 link' : `${added} links`} of ${entity.name} added. `;
    if (answer.next !== null) words += `There are more: ${answer.hub ? 'only the latest are shown, because very many reports tell of it' : 'its own page shows them'}. `;
    this.show(words);
    this.arrange();
    this.entities.forEach((one) => { if (!this.tables.entityRow(one.id)?.querySelector('[data-open]')) this.addButton(one); });
    this.tables.entityRow(id)?.querySelector('[data-open]')?.remove();
  }

  private async ask(entity: Entity): Promise<Answer | null> {
    const params = new URLSearchParams(this.panel.dataset['asked'] ?? '');
    try {
      const answer = await fetch(`/api/v1${entity.path.split('?')[0]}?${params.toString()}`, { headers: { Accept: 'application/json' } });
      const said = (await answer.json()) as Answer;
      if (answer.ok) return said;
      this.said.textContent = said.detail ?? 'These links may not be shown.';
    } catch {
      this.said.textContent = 'The links could not be fetched. Try again.';
    }
    return null;
  }
}

const panel = document.querySelector<HTMLElement>('[data-link-chart]');
if (panel) {
  const chart = new LinkChart(panel);
  // Where a shape stands, for whoever drives the page by program: a canvas has nothing else to be found by.
  panel.addEventListener('lw-place', (event) => {
    const asked = (event as CustomEvent<{ id: string; at?: { x: number; y: number } | null }>).detail;
    asked.at = chart.place(asked.id);
  });
}
