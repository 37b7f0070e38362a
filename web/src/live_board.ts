// The live board. The page is complete as served; this keeps <tbody id="board-rows"> true from the event stream named
// by its data-stream. Events: "row" {id, order, html, name?}, "gone" {id, name?}, "reset" {html}, and "beat", which only
// says that the line is alive; "end" says that this account may not have the stream any more, or not as it was. Rows are
// <tr data-episode="…" data-order="…" data-weight="…">: the smallest order - weight * now (in seconds) stands first, so that rows
// change places as their clocks run down though nothing was sent.
import { refreshTimes, serviceNow } from './time';

const silenceLimit = 20_000; // the server beats more often than this
const summaryEvery = 60_000;
const retryEvery = 5_000;
const reorderEvery = 15_000;

interface Row {
  id: string;
  order: number;
  html: string;
  name?: string;
}
interface Gone {
  id: string;
  name?: string;
}

function rowFrom(html: string): HTMLTableRowElement | null {
  const template = document.createElement('template');
  template.innerHTML = html.trim();
  return template.content.querySelector('tr');
}

function standing(row: HTMLTableRowElement, now: number): number {
  return Number(row.dataset['order']) - Number(row.dataset['weight'] ?? '0') * (now / 1_000);
}

function clockTime(at: Date): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

class Board {
  private lastHeard = Date.now();
  private lastTried = Date.now();
  private lost = false;
  private changed = new Set<string>(); // since the last summary
  private closed = new Set<string>();
  private source: EventSource;
  private summary: HTMLElement;

  constructor(private readonly rows: HTMLTableSectionElement, private readonly stream: string) {
    this.summary = document.createElement('p');
    this.summary.className = 'govuk-visually-hidden';
    this.summary.setAttribute('aria-live', 'polite');
    rows.closest('table')?.after(this.summary);
    this.source = this.connect();
    window.setInterval(() => this.watch(), 1_000);
    window.setInterval(() => this.sayWhatChanged(), summaryEvery);
    window.setInterval(() => this.putInOrder(), reorderEvery);
    window.addEventListener('pagehide', () => this.source.close());
  }

  private connect(): EventSource {
    const source = new EventSource(this.stream);
    const on = (event: string, act: (data: string) => void): void =>
      source.addEventListener(event, (message) => {
        this.heard();
        act((message as MessageEvent<string>).data);
      });
    on('row', (data) => this.put(JSON.parse(data) as Row));
    on('gone', (data) => this.remove(JSON.parse(data) as Gone));
    on('reset', (data) => this.reset((JSON.parse(data) as { html: string }).html));
    on('beat', () => undefined);
    source.addEventListener('end', () => {
      source.close(); // watch() asks again, and is refused if it must be
      this.lose();
    });
    source.addEventListener('open', () => this.heard());
    source.addEventListener('error', () => this.lose());
    return source;
  }

  private row(id: string): HTMLTableRowElement | null {
    return this.rows.querySelector(`tr[data-episode="${CSS.escape(id)}"]`);
  }

  // Replacing a row must not throw away the keyboard's place in it.
  private keepingFocus(id: string, change: () => void): void {
    const active = document.activeElement;
    const holder = active?.closest<HTMLTableRowElement>('tr[data-episode]');
    if (!active || !holder || holder.dataset['episode'] !== id) return change();
    const focusable = 'a, button, input, select, textarea, summary';
    const place = Array.from(holder.querySelectorAll(focusable)).indexOf(active);
    change();
    const again = this.row(id)?.querySelectorAll<HTMLElement>(focusable);
    (again?.[place] ?? again?.[0])?.focus({ preventScroll: true });
  }

  private put(row: Row): void {
    const fresh = rowFrom(row.html);
    if (!fresh) return;
    fresh.dataset['episode'] = row.id;
    fresh.dataset['order'] = String(row.order);
    refreshTimes(fresh);
    this.keepingFocus(row.id, () => {
      this.row(row.id)?.remove();
      const now = serviceNow();
      const place = standing(fresh, now);
      const after = Array.from(this.rows.rows).find((other) => standing(other, now) > place);
      this.rows.insertBefore(fresh, after ?? null);
    });
    this.changed.add(row.id);
    this.closed.delete(row.id);
    this.counted();
  }

  private putInOrder(): void {
    const now = serviceNow();
    const wanted = this.all().sort((a, b) => standing(a, now) - standing(b, now));
    wanted.forEach((row, place) => {
      if (this.rows.rows[place] === row) return;
      this.keepingFocus(row.dataset['episode'] ?? '', () => this.rows.insertBefore(row, this.rows.rows[place] ?? null));
    });
  }

  private remove(gone: Gone): void {
    const row = this.row(gone.id);
    if (!row) return;
    const hadFocus = row.contains(document.activeElement);
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector<HTMLElement>('a');
    row.remove();
    if (hadFocus) next?.focus({ preventScroll: true });
    this.closed.add(gone.id);
    this.changed.delete(gone.id);
    this.counted();
  }

  private reset(html: string): void {
    const before = new Map(this.all().map((row) => [row.dataset['episode'] ?? '', row.outerHTML]));
    const focused = document.activeElement?.closest<HTMLTableRowElement>('tr[data-episode]')?.dataset['episode'] ?? '';
    this.keepingFocus(focused, () => {
      this.rows.innerHTML = html;
      refreshTimes(this.rows);
    });
    for (const row of this.all()) {
      const id = row.dataset['episode'] ?? '';
      if (before.get(id) !== row.outerHTML) this.changed.add(id);
      before.delete(id);
    }
    for (const id of before.keys()) this.closed.add(id);
    this.counted();
  }

  private all(): HTMLTableRowElement[] {
    return Array.from(this.rows.querySelectorAll<HTMLTableRowElement>('tr[data-episode]'));
  }

  private counted(): void {
    const open = document.getElementById('board-count');
    if (open) open.textContent = String(this.all().length);
    const late = document.getElementById('board-late');
    if (late) late.textContent = String(this.all().filter((row) => row.dataset['state'] === 'breached').length);
    const none = document.getElementById('board-none');
    if (none) none.hidden = this.all().length > 0;
  }

  private banner(): [HTMLElement, HTMLElement] | null {
    const banner = document.getElementById('connection-lost');
    const words = banner?.querySelector('p');
    return banner && words ? [banner, words] : null;
  }

  private heard(): void {
    this.lastHeard = Date.now();
    if (!this.lost) return;
    this.lost = false;
    const parts = this.banner();
    if (parts) parts[0].hidden = true;
    // What was missed arrives right behind this; let it land before it is told.
    window.setTimeout(() => this.sayWhatChanged('The board is live again. '), 1_000);
  }

  private lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.changed.clear();
    this.closed.clear();
    const parts = this.banner();
    if (!parts) return;
    parts[1].textContent = `This board is not being updated. Last update ${clockTime(new Date(this.lastHeard))}. Trying to reconnect.`;
    parts[0].hidden = false;
  }

  private watch(): void {
    if (Date.now() - this.lastHeard > silenceLimit) this.lose();
    // A refusal (signed out, too many streams) ends an EventSource for good.
    if (this.source.readyState !== EventSource.CLOSED || Date.now() - this.lastTried < retryEvery) return;
    this.lastTried = Date.now();
    void this.sayIfSignedOut();
    this.source = this.connect();
  }

  // An EventSource does not tell why it was refused, and a session that has ended does not come back by waiting.
  private async sayIfSignedOut(): Promise<void> {
    const answer = await fetch('/api/v1/me').catch(() => null);
    const parts = this.banner();
    if (!this.lost || !parts || answer?.status !== 401) return;
    parts[1].textContent =
      `You have been signed out, and this board is not being updated. Last update ${clockTime(new Date(this.lastHeard))}. ` +
      'Sign in in another tab, or load this page again.';
  }

  private sayWhatChanged(before = ''): void {
    const [changed, closed] = [this.changed.size, this.closed.size];
    if (!before && changed + closed === 0) return;
    const parts = [];
    if (changed) parts.push(`${changed} ${changed === 1 ? 'row has' : 'rows have'} changed.`);
    if (closed) parts.push(`${closed} ${closed === 1 ? 'episode has' : 'episodes have'} left the board.`);
    const words = before + (parts.join(' ') || 'Nothing has changed.');
    this.summary.textContent = words;
    const seen = document.getElementById('board-since');
    if (seen && before) seen.textContent = words;
    this.changed.clear();
    this.closed.clear();
  }
}

export function startBoard(): void {
  const rows = document.getElementById('board-rows');
  if (!(rows instanceof HTMLTableSectionElement) || !rows.dataset['stream']) return;
  new Board(rows, rows.dataset['stream']);
}
