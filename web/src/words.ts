// How long, as people say it: the same words as the server's (src/domain/time.cpp and src/views/sentences.cpp), so that
// a time that ticks in the browser never changes its way of speaking.

const minute = 60_000;

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** "under 1 min", "6 min", "3 hours 12 minutes", "2 days 4 hours". */
export function duration(milliseconds: number): string {
  const total = Math.floor(Math.abs(milliseconds) / minute);
  if (total === 0) return 'under 1 min';
  if (total < 60) return `${total} min`;
  const days = total >= 24 * 60;
  const larger = Math.floor(days ? total / (24 * 60) : total / 60);
  const smaller = days ? Math.floor(total / 60) % 24 : total % 60;
  const rest = smaller ? ` ${counted(smaller, days ? 'hour' : 'minute')}` : '';
  return counted(larger, days ? 'day' : 'hour') + rest;
}

/** "48 minutes", "1 minute", "3 hours 12 minutes". */
export function sinceWords(since: number, now: number): string {
  const minutes = Math.floor((now - since) / minute);
  return minutes >= 1 && minutes < 60 ? counted(minutes, 'minute') : duration(now - since);
}

/** "due in 6 min", "due now", "22 min late". */
export function dueWords(due: number, now: number): string {
  if (due > now) return `due in ${duration(due - now)}`;
  return now - due < minute ? 'due now' : `${duration(now - due)} late`;
}
