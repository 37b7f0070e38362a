// Under each field for free text, as its author pauses or leaves it: wordings that harm, why, and what could be written instead. The
// author decides: nothing is rewritten unasked, nothing takes the focus, and a form can always be sent. Without this script the server asks
// the same before it records (web/wording.cpp).
import { type Finding, ageOf, announcement, asking, fitted, keepName, keyOf, severityWords, spanNow } from './wording';

type Field = HTMLTextAreaElement | HTMLInputElement;

const pause = 900;
const charactersMax = 60_000; // the call takes 256 KiB

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function labelOf(field: Field): string {
  return (field.labels?.[0]?.textContent ?? field.name).trim();
}

// The child's age as the page says it, or as the form's date of birth does.
function childAge(form: HTMLFormElement): number | null {
  const said = form.closest<HTMLElement>('[data-child-age]') ?? document.querySelector<HTMLElement>('[data-child-age]');
  if (said?.dataset['childAge']) return Number(said.dataset['childAge']);
  const part = (suffix: string): number => Number(form.querySelector<HTMLInputElement>(`input[name$="born-${suffix}"]`)?.value || NaN);
  return ageOf(part('day'), part('month'), part('year'), new Date());
}

class WordingPrompt {
  private readonly region: HTMLDivElement;
  private readonly said: HTMLParagraphElement;
  private readonly shown = new Map<string, HTMLElement>();
  private readonly reasons = new Map<string, string>(); // given without scripts, before this page
  private timer = 0;
  private asked: AbortController | null = null;
  private checked = '';

  constructor(
    private readonly field: Field,
    private readonly form: HTMLFormElement
  ) {
    this.region = element('div', 'lw-wording');
    this.region.setAttribute('role', 'group');
    this.region.setAttribute('aria-label', `Wording of “${labelOf(field)}”`);
    this.region.hidden = true;
    this.said = element('p', 'govuk-visually-hidden');
    this.said.setAttribute('aria-live', 'polite');
    (field.closest('.govuk-form-group') ?? field).after(this.said, this.region);
    field.addEventListener('input', () => this.later());
    field.addEventListener('change', () => void this.check());
    const fromServer = document.querySelector(`[data-wording-of="${CSS.escape(field.id)}"]`);
    if (fromServer) {
      for (const input of fromServer.querySelectorAll<HTMLInputElement>('input')) this.reasons.set(input.name, input.value);
      fromServer.remove();
      void this.check();
    }
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), pause);
  }

  private async check(): Promise<void> {
    window.clearTimeout(this.timer);
    const text = this.field.value;
    if (text === this.checked) return;
    this.asked?.abort();
    if (text.trim() === '' || text.length > charactersMax) {
      this.checked = text;
      return this.show([]);
    }
    this.asked = new AbortController();
    const age = childAge(this.form);
    try {
      const answer = await fetch('/api/v1/language/check', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': this.token() },
        body: JSON.stringify(age === null ? { text } : { text, child_age: age }),
        signal: this.asked.signal
      });
      if (!answer.ok) return;
      const { findings } = (await answer.json()) as { findings: Finding[] };
      this.checked = text;
      this.show(asking(findings));
    } catch {
      // Typed on, or the line is down: the server asks when the form is sent.
    }
  }

  private token(): string {
    return this.form.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';
  }

  // What is still found stays as it is, with what was typed in it; only what came or went changes.
  private show(findings: Finding[]): void {
    const before = this.shown.size;
    const wanted = new Set(findings.map(keyOf));
    for (const [key, one] of this.shown) {
      if (wanted.has(key)) continue;
      one.remove();
      this.shown.delete(key);
    }
    for (const finding of findings) {
      const key = keyOf(finding);
      const held = this.shown.get(key) ?? this.entry(finding, key);
      this.shown.set(key, held);
      if (!held.isConnected) this.region.append(held);
    }
    this.region.hidden = findings.length === 0;
    if (findings.length !== before || findings.length === 0) this.said.textContent = announcement(findings.length, labelOf(this.field));
  }

  private entry(finding: Finding, key: string): HTMLElement {
    const one = element('div', 'lw-wording__one');
    const head = element('p', 'lw-wording__head');
    head.append(element('strong', '', `“${finding.text}”`), ` ${severityWords(finding.severity)}.`);
    const why = element('p', 'lw-wording__why', `${finding.why} `);
    why.append(element('cite', '', finding.source));
    const list = element('ul', 'lw-wording__instead');
    for (const suggestion of finding.suggestions) {
      const item = element('li', '');
      const button = element('button', 'govuk-button govuk-button--secondary');
      button.type = 'button';
      button.append(element('span', 'govuk-visually-hidden', 'Write instead: '), fitted(suggestion, finding.text));
      button.addEventListener('click', () => this.replace(finding, suggestion));
      item.append(button);
      list.append(item);
    }
    one.append(head, why);
    if (finding.suggestions.length > 0) one.append(element('p', 'lw-wording__label', 'Write instead:'), list);
    one.append(this.keep(finding, key));
    return one;
  }

  private keep(finding: Finding, key: string): HTMLElement {
    const name = keepName(this.field.name, finding);
    const group = element('div', 'lw-wording__keep');
    const label = element('label', 'govuk-label', 'Keep my wording, because');
    const input = element('input', 'govuk-input');
    label.htmlFor = input.id = `${this.field.id}-keep-${key.replace(/[^a-z0-9]+/g, '-')}`;
    label.append(element('span', 'govuk-visually-hidden', ` (“${finding.text}”)`));
    input.name = name;
    input.type = 'text';
    input.autocomplete = 'off';
    input.maxLength = 200;
    input.value = this.reasons.get(name) ?? '';
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault(); // answers the prompt; does not send the form
    });
    group.append(label, input);
    return group;
  }

  // As if typed, so that the field's own undo takes it back. The button goes, so the author goes on in the field.
  private replace(finding: Finding, suggestion: string): void {
    const span = spanNow(finding, this.checked, this.field.value);
    if (span) {
      const wording = this.field.value.slice(span.start, span.end);
      this.field.focus();
      this.field.setSelectionRange(span.start, span.end);
      if (!document.execCommand('insertText', false, fitted(suggestion, wording))) {
        this.field.setRangeText(fitted(suggestion, wording), span.start, span.end, 'end');
        this.field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
    void this.check();
  }
}

// Fields for a name, a number or a code are not prose: they have a width or are not spell-checked.
const prose = 'textarea, input.govuk-input[type="text"]:not([spellcheck="false"]):not([data-search]):not([class*="input--width"])';

export function startWordingPrompts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('main form[method="post"]')) {
    if (!form.querySelector('input[name="csrf"]')) continue;
    for (const field of form.querySelectorAll<Field>(prose)) {
      if (field.name && !field.name.startsWith('_') && !field.closest('[data-wording="off"]')) new WordingPrompt(field, form);
    }
  }
}
