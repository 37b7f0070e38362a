// The board when its line is lost: it says so and since when; when the service is back on the same port and folder, and the person has
// signed in again, the board catches up by itself with what happened meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, openBrowser, signInToDemo } from './support/browser.mjs';
import { newFolder, removeFolder, Service } from './support/service.mjs';

test('a board that lost its service says so, and catches up by itself when the service is back', async () => {
  const data = newFolder();
  let service = await Service.start(data, { options: ['--demo'] });
  const browser = await openBrowser();
  try {
    const board = await newPage(browser);
    await signInToDemo(board, service.url, 'supervisor');
    await board.goto(`${service.url}/now`);
    const banner = board.locator('#connection-lost');
    assert.equal(await banner.isVisible(), false);

    await service.stop('SIGKILL');
    await banner.waitFor();
    assert.match(await banner.innerText(), /^This board is not being updated\. Last update \d\d:\d\d\./);

    service = await Service.start(data, { options: ['--demo'], port: service.port });
    await banner.getByText('You have been signed out').waitFor();   // a restart ends every session

    const handler = await newPage(browser);
    await signInToDemo(handler, service.url, 'call_handler');
    await handler.goto(`${service.url}/report`);
    await handler.fill('[name="details.given_name"]', 'Tilly');
    await handler.fill('[name="details.family_name"]', 'Marrowby');
    await handler.fill('[name="informant.name"]', 'Dawn Marrowby');
    await handler.getByRole('button', { name: 'Record the report' }).click();
    await handler.getByText('Read this to the caller').waitFor();

    const again = await board.context().newPage();   // another tab of the same browser
    await signInToDemo(again, service.url, 'supervisor');
    await banner.waitFor({ state: 'hidden' });
    await board.locator('#board-rows tr', { hasText: 'Tilly Marrowby' }).waitFor();
    await board.getByText(/^The board is live again\./).first().waitFor();
    await again.goto(`${service.url}/now`);
    const rows = (page) => page.locator('#board-rows tr').evaluateAll((all) => all.map((row) => row.dataset.episode).sort());
    assert.deepEqual(await rows(board), await rows(again));
  } finally {
    await browser.close();
    await service.stop();
    removeFolder(data);
  }
});
