// The account menu is a <details>; this only closes it as people expect.
export function startClosingMenus(): void {
  const menu = document.querySelector<HTMLDetailsElement>('.lw-account');
  if (!menu) return;
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}
