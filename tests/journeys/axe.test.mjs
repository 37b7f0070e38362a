// Every page of the demonstration, at a desk and at 320 px: nothing that axe finds, nothing to scroll sideways, one heading, a title, no
// complaint in the console and none about the content policy.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, newPage, openBrowser, signInToDemo } from './support/browser.mjs';
import { pagesByRole } from './support/pages.mjs';
import { newFolder, removeFolder, Service } from './support/service.mjs';

const widths = [1280, 320];
const data = newFolder();
let service, browser, roles;

before(async () => {
  service = await Service.start(data, { options: ['--demo'] });
  browser = await openBrowser();
  roles = await pagesByRole(browser, service.url);
});

after(async () => {
  await browser?.close();
  await service?.stop();
  removeFolder(data);
});

async function faultsOf(page) {
  const faults = [];
  const title = await page.title();
  if (!title.endsWith(' – Lapwing') && title !== 'Lapwing') faults.push(`title "${title}"`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} h1`);
  const [wanted, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wanted > width) faults.push(`${wanted - width} px to scroll sideways`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, help, nodes } of violations) faults.push(`${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
  return faults;
}

test('no page has a fault that axe, a narrow screen or the console shows', async (t) => {
  for (const { role, paths } of roles)
    for (const width of widths)
      await t.test(`${role ?? 'nobody signed in'} at ${width} px`, async () => {
        const page = await newPage(browser, { width });
        if (role) await signInToDemo(page, service.url, role);
        const complaints = complaintsOf(page);
        const faults = [];
        for (const { path, status } of paths) {
          const answer = await page.goto(service.url + path);
          const found = await faultsOf(page);
          // The browser itself complains of a page answered as not found.
          const said = complaints.splice(0).filter((text) => status === 200 || !text.includes('Failed to load resource'));
          if (answer.status() !== status) found.push(`answered ${answer.status()}`);
          faults.push(...[...found, ...said].map((fault) => `${path}: ${fault}`));
        }
        await page.context().close();
        assert.deepEqual(faults, []);
      });
});
