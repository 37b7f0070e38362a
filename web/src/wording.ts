// What the prompt under a field knows about findings, apart from the page: where they stand in a field's text, what the text is once
// one is replaced, and what is said. The call answers in Unicode code points; a browser's fields count UTF-16 units.

export interface Finding {
  start_character: number;
  end_character: number;
  text: string;
  rule: string;
  severity: string;
  why: string;
  source: string;
  suggestions: string[];
  counted: boolean;
}

export interface Span {
  start: number;
  end: number;
}

const severities: Record<string, string> = {
  blames: 'puts blame on the child',
  minimises: 'makes it smaller than it was',
  obscures: 'hides a crime or a risk',
  labels: 'labels the child'
};

export function severityWords(severity: string): string {
  return severities[severity] ?? severity;
}

function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (let n = 0; n < characters && units < text.length; n++) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

// The wording's place in the text that was checked.
export function spanOf(finding: Finding, checked: string): Span {
  return { start: unitsOf(checked, finding.start_character), end: unitsOf(checked, finding.end_character) };
}

// Its place in the text as it is now, which may have changed since: nothing when the wording is no longer there.
export function spanNow(finding: Finding, checked: string, now: string): Span | null {
  const then = spanOf(finding, checked);
  const wording = checked.slice(then.start, then.end);
  if (now.slice(then.start, then.end) === wording) return then;
  const start = now.indexOf(wording);
  return start < 0 || wording === '' ? null : { start, end: start + wording.length };
}

// A replacement begins as what it replaces: large at the start of a sentence.
export function fitted(suggestion: string, wording: string): string {
  const first = wording.charAt(0);
  const large = first !== first.toLowerCase() && wording !== wording.toUpperCase();
  return large ? suggestion.charAt(0).toUpperCase() + suggestion.slice(1) : suggestion;
}

// One wording asks one question of a field, however often it stands there.
export function keyOf(finding: Finding): string {
  return `${finding.rule}|${finding.text.toLowerCase().replace(/\s+/g, ' ')}`;
}

// The name under which the form sends why the wording is kept; the server reads the same (web/wording.cpp).
export function keepName(field: string, finding: Finding): string {
  return `_keep|${field}|${keyOf(finding)}`;
}

// The findings that ask for an answer, one for each wording.
export function asking(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((one) => one.counted && !seen.has(keyOf(one)) && seen.add(keyOf(one)));
}

export function announcement(count: number, field: string): string {
  if (count === 0) return '';
  return `${count === 1 ? 'One wording' : `${count} wordings`} to look at in “${field}”. Suggestions are below the field.`;
}

// Whole years at `now` of somebody born on that day; nothing when it is no date or not a child's or young person's age.
export function ageOf(day: number, month: number, year: number, now: Date): number | null {
  const born = new Date(year, month - 1, day);
  if (!(year > 1900) || born.getDate() !== day || born.getMonth() !== month - 1) return null;
  const had = now.getMonth() > month - 1 || (now.getMonth() === month - 1 && now.getDate() >= day);
  const years = now.getFullYear() - year - (had ? 0 : 1);
  return years >= 0 && years <= 120 ? years : null;
}
