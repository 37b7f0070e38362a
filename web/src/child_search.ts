// Children already held, offered while a name is typed: <input data-search="children">. The answers are plain links in
// a region below the field, which every keyboard and screen reader can use; a polite line says how many there are.

interface Found {
  name: string;
  href: string;
  detail?: string;
}
interface Answer {
  items: Array<Record<string, unknown>>;
}

const pause = 250;
const lettersMin = 2;

function asFound(item: Record<string, unknown>): Found | null {
  const text = (key: string): string => (typeof item[key] === 'string' ? (item[key] as string) : '');
  const href = text('href') || (text('id') ? `/children/${encodeURIComponent(text('id'))}` : '');
  if (!text('name') || !href) return null;
  return { name: text('name'), href, detail: text('detail') || text('summary') };
}

class ChildSearch {
  private readonly region = document.createElement('div');
  private readonly count = document.createElement('p');
  private readonly list = document.createElement('ul');
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(private readonly field: HTMLInputElement) {
    this.region.className = 'lw-results';
    this.region.hidden = true;
    this.region.setAttribute('role', 'region');
    this.region.setAttribute('aria-label', 'Children already held');
    this.count.setAttribute('aria-live', 'polite');
    this.region.append(this.count, this.list);
    (field.closest('.govuk-form-group') ?? field).after(this.region);
    field.addEventListener('input', () => this.later());
    field.addEventListener('keydown', (event) => this.fromField(event));
    this.region.addEventListener('keydown', (event) => this.fromList(event));
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    const typed = this.field.value.trim();
    this.asked?.abort();
    if (typed.length < lettersMin) return this.hide();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`/api/v1/children?q=${encodeURIComponent(typed)}`, {
        headers: { Accept: 'application/json' },
        signal: this.asked.signal
      });
      if (!answer.ok) return this.hide();
      this.show(((await answer.json()) as Answer).items ?? []);
    } catch {
      // Another letter was typed, or the line is down: the form works without suggestions.
    }
  }

  private show(items: Array<Record<string, unknown>>): void {
    const found = items.map(asFound).filter((one): one is Found => one !== null);
    this.list.replaceChildren(...found.map((one) => this.entry(one)));
    this.count.textContent =
      found.length === 0
        ? 'No child already held has a name like this.'
        : `${found.length} ${found.length === 1 ? 'child' : 'children'} already held. Is it one of them?`;
    this.region.hidden = false;
  }

  private entry(one: Found): HTMLLIElement {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.textContent = one.name;
    const base = this.field.dataset['searchHref']; // set: choosing fills the form for that child
    link.href = base ? `${base}${encodeURIComponent(one.href.split('/').pop() ?? '')}` : one.href;
    if (one.detail) {
      const more = document.createElement('span');
      more.className = 'lw-results__more';
      more.textContent = one.detail;
      link.append(more);
    }
    item.append(link);
    return item;
  }

  private links(): HTMLAnchorElement[] {
    return Array.from(this.list.querySelectorAll('a'));
  }

  private fromField(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.hide();
    if (event.key !== 'ArrowDown' || this.region.hidden) return;
    event.preventDefault();
    this.links()[0]?.focus();
  }

  private fromList(event: KeyboardEvent): void {
    const links = this.links();
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Escape') {
      this.hide();
      this.field.focus();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? this.field : links[Math.min(next, links.length - 1)])?.focus();
  }

  private hide(): void {
    this.region.hidden = true;
    this.list.replaceChildren();
    this.count.textContent = '';
  }
}

export function startChildSearch(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-search="children"]')) new ChildSearch(field);
}
