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
  reports: number; // that name it in all, shown here or not
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

export interface Place {
  x: number;
  y: number;
}

const ringMin = 170; // from one ring to the next
const labelRoom = 120; // along a ring, for each of those at its end

/**
 * Where each stands: the one asked about in the middle (with none, whoever has most lines), those tied to it on a ring around it, theirs on
 * the next, each behind the one that leads there. The same rows give the same places. `aspect`: how much wider than high the room is.
 */
export function placesOf(ids: readonly string[], lines: readonly Line[], start: string, aspect: number): Map<string, Place> {
  const beside = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const line of lines) {
    beside.get(line.from)?.push(line.to);
    beside.get(line.to)?.push(line.from);
  }
  const most = [...ids].sort((a, b) => (beside.get(b)?.length ?? 0) - (beside.get(a)?.length ?? 0))[0];
  const root = beside.has(start) ? start : most;
  const places = new Map<string, Place>();
  if (root === undefined) return places;
  const behind = new Map<string, string[]>();
  const reached = new Set([root]);
  const queue = [root];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const next = (beside.get(at) ?? []).filter((id) => !reached.has(id) && reached.add(id));
    behind.set(at, next);
    queue.push(...next);
  }
  behind.get(root)?.push(...ids.filter((id) => !reached.has(id))); // tied to nothing that is shown
  const ends = (id: string): number => Math.max(1, (behind.get(id) ?? []).reduce((sum, one) => sum + ends(one), 0));
  const ring = Math.max(ringMin, (ends(root) * labelRoom) / (2 * Math.PI));
  const put = (id: string, depth: number, from: number, to: number): void => {
    const angle = (from + to) / 2;
    places.set(id, { x: depth * ring * aspect * Math.cos(angle), y: depth * ring * Math.sin(angle) });
    let begin = from;
    for (const one of behind.get(id) ?? []) {
      const end = begin + ((to - from) * ends(one)) / ends(id);
      put(one, depth + 1, begin, end);
      begin = end;
    }
  };
  put(root, 0, -2.4, -2.4 + 2 * Math.PI);
  return places;
}

/** The few words below a shape: a hub says how much there is of it. */
export function labelOf(entity: Entity): string {
  return entity.hub ? `${entity.name}\n${entity.reports.toLocaleString('en-GB')} reports` : entity.name;
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
