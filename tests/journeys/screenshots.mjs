// Pictures of every page, wide and narrow, to be looked at: LAPWING=… node screenshots.mjs FOLDER
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newPage, openBrowser, signInToDemo } from './support/browser.mjs';
import { pagesByRole } from './support/pages.mjs';
import { newFolder, removeFolder, Service } from './support/service.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node screenshots.mjs FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const fileOf = (role, path, width) =>
  [role ?? 'nobody', ...path.replace(/M-[0-9]+-[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').split(/[^A-Za-z0-9]+/), width].filter(Boolean).join('-').slice(0, 100) + '.png';

const data = newFolder();
const service = await Service.start(data, { options: ['--demo'] });
const browser = await openBrowser();
try {
  for (const { role, paths } of await pagesByRole(browser, service.url))
    for (const width of [1280, 320]) {
      const page = await newPage(browser, { width });
      if (role) await signInToDemo(page, service.url, role);
      for (const { path } of paths) {
        await page.goto(service.url + path);
        await page.screenshot({ path: join(folder, fileOf(role, path, width)), fullPage: true });
      }
      await page.context().close();
    }
} finally {
  await browser.close();
  await service.stop();
  removeFolder(data);
}
