// What the link chart's tables say, as values, and what follows from them: which rows a span of dates leaves, and the lines to be drawn.
// The chart draws these and nothing else, so that chart and tables cannot differ. Pure.

export type Kind = 'child' | 'adult' | 'place' | 'vehicle' | 'phone';

export interface Entity {
  id: string;
  kind: Kind;
  kind_words: string;
  name: string;
  note: string;
  path: string;
  links: number; // of it in all, shown here or not
  hub: boolean;
}

export interface Link {
  id: string;
  from: string;
  to: string;
  what: string;
  when: string; // RFC 3339
  when_words: string;
  report: string;
  report_path: string;
  source: string;
}

export interface Line {
  id: string;
  from: string;
  to: string;
  label: string;
  links: number;
}

export interface Shown {
  links: Set<string>;
  entities: Set<string>;
}

const dayMs = 86_400_000;

export const dayOf = (time: string): number => Math.floor(Date.parse(time) / dayMs);

/** The first and the last day told of; null when nothing is. */
export function spanOf(links: readonly Link[]): [number, number] | null {
  const days = links.map((link) => dayOf(link.when)).filter((day) => !Number.isNaN(day));
  return days.length === 0 ? null : [Math.min(...days), Math.max(...days)];
}

/** "3 March 2026", as the server says dates. */
export function dayWords(day: number): string {
  return new Date(day * dayMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The links from one day to another, both included, and who or what they are of; `always` is shown whatever is left. */
export function within(links: readonly Link[], first: number, last: number, always: string): Shown {
  const shown: Shown = { links: new Set(), entities: new Set(always ? [always] : []) };
  for (const link of links) {
    const day = dayOf(link.when);
    if (day < first || day > last) continue;
    shown.links.add(link.id);
    shown.entities.add(link.from).add(link.to);
  }
  return shown;
}

/** One line between two, however many links there are: "a lift, met (3 links)". */
export function linesOf(links: readonly Link[], shown: ReadonlySet<string>): Line[] {
  const lines = new Map<string, Line & { deeds: Set<string> }>();
  for (const link of links) {
    if (!shown.has(link.id)) continue;
    const [from, to] = link.from < link.to ? [link.from, link.to] : [link.to, link.from];
    const id = JSON.stringify([from, to]);
    const line = lines.get(id) ?? { id, from, to, label: '', links: 0, deeds: new Set<string>() };
    line.links += 1;
    line.deeds.add(link.what.split(', at ')[0] ?? link.what);
    lines.set(id, line);
  }
  return [...lines.values()].map(({ deeds, ...line }) => ({
    ...line,
    label: [...deeds].sort().join(', ') + (line.links > 1 ? ` (${line.links} links)` : '')
  }));
}

/** The few words below a shape: a hub says how much there is of it. */
export function labelOf(entity: Entity): string {
  return entity.hub ? `${entity.name}\n${entity.links.toLocaleString('en-GB')} links` : entity.name;
}

/** What is added by more of the same: nothing twice, in the order that tables keep, the latest first. */
export function merged<T extends { id: string }>(held: readonly T[], more: readonly T[]): T[] {
  const known = new Set(held.map((one) => one.id));
  return [...held, ...more.filter((one) => !known.has(one.id))];
}

export function saidOf(links: readonly Link[], shown: Shown, first: number, last: number): string {
  const words = shown.links.size === links.length ? `All ${links.length} links` : `${shown.links.size} of ${links.length} links`;
  return `${words} shown, from ${dayWords(first)} to ${dayWords(last)}.`;
}
