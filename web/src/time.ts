// Times as people say them, kept true each minute: <time data-since="…"> and <time data-due="…">, both RFC 3339.
// The server writes the first words; these must be the same words.

const minute = 60_000;

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** "3 hours 12 minutes", "2 days 4 hours", "less than a minute". */
export function inWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return [count(hours, 'hour'), ...(minutes % 60 ? [count(minutes % 60, 'minute')] : [])].join(' ');
  return [count(Math.floor(hours / 24), 'day'), ...(hours % 24 ? [count(hours % 24, 'hour')] : [])].join(' ');
}

/** "due in 6 min", "due now", "22 min late", "3 h 5 min late", "2 days 4 h late". */
export function dueInWords(due: number, now: number): string {
  const minutes = Math.floor(Math.abs(due - now) / minute);
  const hours = Math.floor(minutes / 60);
  const short =
    hours < 1 ? `${minutes} min` : hours < 24 ? `${hours} h ${minutes % 60} min` : `${count(Math.floor(hours / 24), 'day')} ${hours % 24} h`;
  if (minutes === 0) return 'due now';
  return due > now ? `due in ${short}` : `${short} late`;
}

// An exercise runs at its own time and pace: <body data-now="…" data-speed="…"> says where the server's clock stood.
const loadedAt = Date.now();
const serverStart = Date.parse(document.body.dataset['now'] ?? '');
const speed = Number(document.body.dataset['speed'] ?? '1') || 1;

/** The service's present time. */
export function serviceNow(): number {
  return Number.isNaN(serverStart) ? Date.now() : serverStart + (Date.now() - loadedAt) * speed;
}

export function refreshTimes(within: ParentNode, now = serviceNow()): void {
  for (const element of within.querySelectorAll<HTMLTimeElement>('time[data-since], time[data-due]')) {
    const since = Date.parse(element.dataset['since'] ?? '');
    const due = Date.parse(element.dataset['due'] ?? '');
    const words = Number.isNaN(due) ? (Number.isNaN(since) ? '' : inWords(now - since)) : dueInWords(due, now);
    if (words && element.textContent !== words) element.textContent = words;
  }
}

export function startTicking(): void {
  if (document.body.dataset['asKnownAt']) return; // the past stands still
  refreshTimes(document);
  window.setInterval(() => refreshTimes(document), minute / speed);
}
