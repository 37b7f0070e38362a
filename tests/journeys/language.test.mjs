// A supervisor draws a sample, reviews an episode, sees the prompt about a wording and takes a replacement; once more without scripts, where
// the form comes back before it is recorded.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, newPage, openBrowser, signInToDemo } from './support/browser.mjs';
import { Keyboard } from './support/keyboard.mjs';
import { newFolder, removeFolder, Service } from './support/service.mjs';

const data = newFolder();
let service, browser;

before(async () => {
  service = await Service.start(data, { options: ['--demo'] });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await service?.stop();
  removeFolder(data);
});

const harmful = 'She kept putting herself at risk. Officers went at once.';
const kinder = 'being put at risk by other people';
const main = (page) => page.locator('main').innerText();

async function openSampled(page, keys, seed) {
  await page.goto(`${service.url}/reviews`);
  await keys.type('seed', seed);
  await keys.pressButton('Draw the sample');
  assert.match(await main(page), new RegExp(`drawn with seed ${seed}`));
  const drawn = () => page.locator('main table').first().innerText();
  const first = await drawn();
  await page.reload();
  assert.equal(await drawn(), first, 'the same seed draws the same episodes');
  await page.locator('main table').first().locator('a').first().click();
  assert.match(page.url(), /\/reviews\/M-/);
}

async function faultsOf(page) {
  const [wanted, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return [...(wanted > width ? [`${wanted - width} px to scroll sideways`] : []), ...violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`)];
}

for (const width of [1280, 320])
  test(`a supervisor sees the prompt while writing a review and takes a replacement, at ${width} px`, async () => {
    const page = await newPage(browser, { width });
    const complaints = complaintsOf(page);
    const keys = new Keyboard(page);
    await signInToDemo(page, service.url, 'supervisor');
    await openSampled(page, keys, '7');
    const field = page.locator('textarea[name="text"]');
    await keys.type('text', harmful);
    const prompt = page.locator('.lw-wording:visible');
    await prompt.waitFor();
    assert.match(await prompt.innerText(), /puts blame on the child/);
    assert.ok(await field.evaluate((element) => element === document.activeElement), 'the prompt does not take the focus');
    assert.match(await page.locator('p[aria-live="polite"]', { hasText: 'One wording to look at' }).innerText(), /Suggestions are below the field/);
    assert.deepEqual(await faultsOf(page), []);
    if (process.env.LAPWING_PICTURES) await page.screenshot({ path: `${process.env.LAPWING_PICTURES}/prompt-${width}.png`, fullPage: true });

    await keys.tabTo(prompt.getByRole('button', { name: kinder }));
    await keys.press('Enter');
    assert.equal(await field.inputValue(), `She kept ${kinder}. Officers went at once.`);
    await prompt.waitFor({ state: 'hidden' });
    await keys.press('Control+Z');
    assert.equal(await field.inputValue(), harmful, 'the field’s own undo takes it back');
    await keys.press('Control+Y');
    assert.equal(await field.inputValue(), `She kept ${kinder}. Officers went at once.`);

    await keys.pressButton('Record the review');
    assert.match(await main(page), /The review was recorded/);
    assert.match(await main(page), new RegExp(kinder));
    assert.match(await main(page), /No wording was kept/);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

test('a wording that is kept with a reason is recorded at once and listed in the review', async () => {
  const page = await newPage(browser);
  const keys = new Keyboard(page);
  await signInToDemo(page, service.url, 'supervisor');
  await openSampled(page, keys, '11');
  await keys.type('text', harmful);
  const because = page.getByLabel('Keep my wording, because');
  await because.waitFor();
  await keys.tabTo(because);
  await page.keyboard.type('the notes say so');
  await keys.pressButton('Record the review');
  assert.match(await main(page), /The review was recorded/);
  assert.match(await main(page), /the notes say so/);
  await page.context().close();
});

test('without JavaScript the review comes back once, with the prompt, before it is recorded', async () => {
  const page = await newPage(browser, { javaScript: false, width: 320 });
  const keys = new Keyboard(page);
  await signInToDemo(page, service.url, 'supervisor');
  await openSampled(page, keys, '13');
  await keys.type('text', harmful);
  await keys.pressButton('Record the review');
  assert.match(await main(page), /Before this is recorded/);
  assert.match(await main(page), /puts blame on the child/);
  assert.equal(await page.locator('textarea[name="text"]').inputValue(), harmful, 'nothing is rewritten');
  if (process.env.LAPWING_PICTURES) await page.screenshot({ path: `${process.env.LAPWING_PICTURES}/comes-back-320.png`, fullPage: true });
  await keys.type('text', `She kept ${kinder}.`);
  await keys.pressButton('Record it');
  assert.match(await main(page), /The review was recorded/);
  assert.match(await main(page), new RegExp(`She kept ${kinder}`));
  await page.context().close();
});
