// Asks before leaving a page whose form <form data-warn-unsaved> has been changed and not sent.
export function startUnsavedWarning(): void {
  let changed = false;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-warn-unsaved]')) {
    form.addEventListener('input', () => (changed = true));
    form.addEventListener('submit', () => (changed = false));
  }
  window.addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}
