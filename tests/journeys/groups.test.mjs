// An analyst takes a group on and dismisses it, by keyboard, with scripts and without; and a supervisor meets the group from the board.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openBrowser, signInToDemo } from './support/browser.mjs';
import { Keyboard } from './support/keyboard.mjs';
import { newFolder, removeFolder, Service } from './support/service.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

async function withDemo(work) {
  const data = newFolder();
  const service = await Service.start(data, { options: ['--demo'] });
  try {
    await work(service);
  } finally {
    await service.stop();
    removeFolder(data);
  }
}

for (const javaScript of [true, false])
  test(`an analyst takes a group on and dismisses it, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    await withDemo(async (service) => {
      const page = await newPage(browser, { javaScript });
      const keys = new Keyboard(page);
      const main = () => page.locator('main').innerText();
      await signInToDemo(page, service.url, 'analyst');
      await page.goto(`${service.url}/groups`);
      assert.match(await main(), /3 adults and 7 children/);
      assert.match(await main(), /New/);
      await keys.followLink('3 adults and 7 children');
      assert.match(await main(), /this is a reason to look, not a finding/);
      assert.match(await main(), /Craig Hallam/);
      await keys.type('take.note', 'To the strategy meeting on Thursday');
      await keys.pressButton('Take it on');
      assert.match(await main(), /Taken on by/);
      assert.match(await main(), /To the strategy meeting on Thursday/);
      await keys.open('Dismiss this group');
      await keys.pressButton('Dismiss');
      assert.match(await page.title(), /^Error: /);
      assert.match(await main(), /Say why this group is dismissed/);
      await keys.type('dismiss.reason', 'The house is a hostel that the council runs');
      await keys.pressButton('Dismiss');
      assert.match(await main(), /The house is a hostel that the council runs/);
      await page.goto(`${service.url}/groups`);
      assert.doesNotMatch(await main(), /3 adults and 7 children/);
      await page.context().close();
    });
  });

test('a supervisor meets the group from the board and sees whom to try first', async () => {
  await withDemo(async (service) => {
    const page = await newPage(browser);
    await signInToDemo(page, service.url, 'supervisor');
    await page.goto(`${service.url}/now`);
    await page.locator('#board-rows tr', { hasText: 'Linked group' }).locator('th a').first().click();
    const words = await page.locator('main').innerText();
    assert.match(words, /Who and where to try first/);
    assert.match(words, /Craig Hallam/);
    await page.getByRole('link', { name: 'The group, and the reports that carry it' }).first().click();
    assert.match(await page.locator('main').innerText(), /The fewest reports that carry it/);
    await page.context().close();
  });
});
