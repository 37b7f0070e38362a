// Debian's Chromium, quiet: no calls home, and a profile that is thrown away.
import { chromium } from 'playwright-core';

export const patienceMs = Number(process.env.LAPWING_PATIENCE_MS ?? 90_000);   // a busy machine is not a broken page

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
           '--disable-quic', '--no-first-run'],
    timeout: patienceMs,
  });
}

// A person's own browser: its cookies are nobody else's.
export async function newPage(browser, { javaScript = true, width = 1280, height = 900, ...more } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: javaScript, viewport: { width, height }, locale: 'en-GB', ...more });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
}

export async function signInToDemo(page, url, username) {
  await page.goto(`${url}/sign-in`);
  await page.locator(`button[name="username"][value="${username}"]`).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}

// What the page broke while it was looked at: script errors, policy violations, answers of 500 and above.
export function complaintsOf(page) {
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('response', (response) => { if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`); });
  return complaints;
}
