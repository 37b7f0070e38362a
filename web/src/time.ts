// Keeps times true each minute: <time data-since="…"> and <time data-due="…">, and the bars <progress data-from="…"
// data-until="…">, all RFC 3339. The server writes the first
// words, which is what a page without JavaScript shows.
import { dueWords, sinceWords } from './words';

// An exercise runs at its own time and pace: <body data-now="…" data-speed="…"> says where the server's clock stood.
const loadedAt = Date.now();
const serverStart = Date.parse(document.body.dataset['now'] ?? '');
const speed = Number(document.body.dataset['speed'] ?? '1') || 1;

/** The service's present time. */
export function serviceNow(): number {
  return Number.isNaN(serverStart) ? Date.now() : serverStart + (Date.now() - loadedAt) * speed;
}

export function refreshTimes(within: ParentNode, now = serviceNow()): void {
  if (document.body.dataset['asKnownAt']) return; // the past stands still
  for (const element of within.querySelectorAll<HTMLTimeElement>('time[data-since], time[data-due]')) {
    const since = Date.parse(element.dataset['since'] ?? '');
    const due = Date.parse(element.dataset['due'] ?? '');
    const words = Number.isNaN(due) ? (Number.isNaN(since) ? '' : sinceWords(since, now)) : dueWords(due, now);
    if (words && element.textContent !== words) element.textContent = words;
  }
  for (const bar of within.querySelectorAll<HTMLProgressElement>('progress[data-from][data-until]')) {
    const from = Date.parse(bar.dataset['from'] ?? '');
    const until = Date.parse(bar.dataset['until'] ?? '');
    if (until > from) bar.value = Math.min(bar.max, Math.max(0, (bar.max * (now - from)) / (until - from)));
  }
}

export function startTicking(): void {
  refreshTimes(document);
  const everyMinute = 60_000 / speed;
  window.setInterval(() => refreshTimes(document), Math.max(everyMinute, 1_000));
}
