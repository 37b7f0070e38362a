// Shows what belongs to a radio only while it is chosen. GOV.UK Frontend's own does this too, but marks each radio with
// aria-expanded, which ARIA does not allow on a radio.

function refresh(group: HTMLElement): void {
  for (const radio of group.querySelectorAll<HTMLInputElement>('input[type="radio"][data-aria-controls]')) {
    const part = document.getElementById(radio.dataset['ariaControls'] ?? '');
    part?.classList.toggle('govuk-radios__conditional--hidden', !radio.checked);
  }
}

export function startReveals(): void {
  const groups = Array.from(document.querySelectorAll<HTMLElement>('.govuk-radios'));
  const refreshAll = (): void => groups.forEach(refresh);
  for (const group of groups) group.addEventListener('change', () => refresh(group));
  window.addEventListener('pageshow', refreshAll); // a browser going back restores what was chosen after this ran
  refreshAll();
}
