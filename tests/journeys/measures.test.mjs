// How we are doing, in a real browser: sentences, charts drawn from the page's tables, the same without scripts, the way from a figure to
// its cases, files, months that cannot be read, and paper.
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

async function openAs(role, path, options = {}) {
  const page = await newPage(browser, options);
  await signInToDemo(page, service.url, role);
  await page.goto(service.url + path);
  return page;
}

// Every page of figures that the navigation leads to.
async function pagesOfFigures(page) {
  return page.locator('nav[aria-label="How we are doing"] a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

test('each page says in sentences what its charts show, and draws them from its tables', async () => {
  const page = await openAs('superintendent', '/measures');
  const complaints = complaintsOf(page);
  const paths = await pagesOfFigures(page);
  assert.ok(paths.length > 1, `only ${paths}`);
  for (const path of paths) {
    await page.goto(service.url + path);
    assert.equal(await page.locator('h1').count(), 1, path);
    for (const chart of await page.locator('[data-drawn]').all()) {
      assert.equal(await chart.getAttribute('role'), 'img');
      assert.ok(((await chart.getAttribute('aria-label')) ?? '').length > 20, `${path}: a chart says nothing`);
      assert.ok(await chart.locator('svg').count(), path);
      assert.equal(await chart.locator('style').count(), 0, 'no style is written into the page');
    }
  }
  assert.deepEqual(complaints, []);
  await page.context().close();
});

for (const width of [1280, 320])
  for (const javaScript of [true, false])
    test(`a page of figures is fit for everybody at ${width} px ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
      const page = await openAs('superintendent', '/measures/response', { width, javaScript });
      const [wanted, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wanted <= has, `${wanted - has} px to scroll sideways`);
      if (javaScript) {
        assert.ok((await page.locator('[data-drawn] svg').count()) > 0, 'charts are drawn');
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), []);
      } else {
        assert.equal(await page.locator('[data-drawn]').count(), 0);
        assert.ok((await page.locator('.lw-figure table').first().isVisible()), 'the table is the page');
        assert.equal(await page.locator('.lw-figure details:not([open])').count(), 0, 'nothing is folded away that only a script could open');
      }
      await page.context().close();
    });

test('a figure leads to the cases it counts, and they to their records', async () => {
  const page = await openAs('supervisor', '/measures/response');
  const figure = page.locator('td a[href^="/measures/cases"]').first();
  const counted = Number((await figure.evaluate((link) => link.firstChild.textContent)).replace(/,/g, ''));
  await page.goto(service.url + (await figure.getAttribute('href')));
  const words = await page.locator('main').innerText();
  const listed = /(?:of ([\d,]+), the newest|([\d,]+) episodes?)/.exec(words);
  const more = /([\d,]+) more (?:is|are) on restricted/.exec(words);
  const number = (text) => Number((text ?? '0').replace(/,/g, ''));
  assert.equal(number(listed?.[1] ?? listed?.[2]) + number(more?.[1]), counted, words.slice(0, 400));
  await page.locator('main table a').first().click();
  assert.match(page.url(), /\/episodes\/M-/);
  await page.context().close();
});

test('months are asked for by keyboard, and what cannot be read is said beside its field', async () => {
  const page = await openAs('analyst', '/measures/response', { javaScript: false });
  const keys = new Keyboard(page);
  await keys.type('from', '2026-99');
  await keys.pressButton('Show these months');
  assert.match(await page.title(), /^Error: /);
  assert.match(await page.locator('main').innerText(), /Enter the first month as a year and a month/);
  await page.goto(`${service.url}/measures/response?from=1999-01&to=1999-02`);
  assert.match(await page.locator('main').innerText(), /January 1999 to February 1999/);
  assert.doesNotMatch(await page.locator('main').innerText(), /NaN|Infinity|-?inf\b|nan\b/, 'an empty period has no silly number');
  await page.context().close();
});

test('a table downloads as CSV and as a spreadsheet', async () => {
  const page = await openAs('superintendent', '/measures/response');
  for (const [ending, starts] of [['csv', ''], ['xlsx', 'PK']]) {
    const href = await page.locator(`a[href*=".${ending}?"]`).first().getAttribute('href');
    const answer = await page.request.get(service.url + href);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-disposition'], new RegExp(`attachment; filename="[a-z0-9-]+\\.${ending}"`));
    const body = await answer.body();
    assert.ok(body.length > 50 && body.toString('latin1').startsWith(starts));
  }
  await page.context().close();
});

test('on paper there is the sentence, the chart and its whole table, and no button', async () => {
  const page = await openAs('superintendent', '/measures/response');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.lw-period').first().isVisible(), false);
  assert.ok(await page.locator('[data-drawn] svg').first().isVisible());
  const folded = page.locator('details[data-folds] table').first();
  if (await folded.count()) assert.ok((await folded.evaluate((table) => table.getBoundingClientRect().height)) > 100, 'what is folded on the screen is printed');
  const paper = await page.pdf({ format: 'A4' });
  assert.ok(paper.length > 10_000);
  await page.context().close();
});
