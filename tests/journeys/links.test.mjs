// What is linked to a child: the sentence, the tables and the chart drawn from them. Opening somebody adds to chart and tables alike, the
// dates filter both alike, everything is reached without a mouse, and without JavaScript the tables are the page.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, newPage, openBrowser } from './support/browser.mjs';
import { Keyboard } from './support/keyboard.mjs';
import { addAccount, newFolder, password, removeFolder, Service } from './support/service.mjs';

const data = newFolder();
const pictures = process.env.LAPWING_PICTURES;   // a folder: what was seen is kept there
let service, browser;

const lift = (number, day, girl, dob, man, gave) => ({
  report: `R-${number}`, received_at: `${day}T21:00:00Z`, kind: 'intelligence', agency: 'police', grading: { source: 2, information: 'C', handling: 'P' },
  occurred: { from: `${day}T20:00:00Z`, to: `${day}T20:30:00Z` },
  people: [{ ref: 'p1', role: 'child', name: girl, dob }, { ref: 'p2', role: 'adult', name: man, dob: '1995-01-02', phones: ['07700 900123'] }],
  places: [{ ref: 'l1', address: '14 Alder Row, TS1 4XX', kind: 'home' }], vehicles: [{ ref: 'v1', vrm: 'LB12 WNG' }],
  links: [{ kind: 'lift', from: 'p2', to: 'p1', with: ['v1'], at: 'l1' }, ...(gave ? [{ kind: 'gave', from: 'p2', to: 'p1', what: gave }] : [])],
});

function importReports(reports) {
  const file = join(data, '..', `${data.split('/').pop()}.jsonl`);
  writeFileSync(file, reports.map((one) => JSON.stringify(one)).join('\n') + '\n');
  const done = spawnSync(process.env.LAPWING, ['import', 'reports', file, '--data', data]);
  removeFolder(file);
  assert.equal(done.status, 0, String(done.stderr));
}

before(async () => {
  addAccount(data, 'reid', 'analyst', 'Ana Reid');
  importReports([
    lift(1, '2026-02-01', 'Kayleigh Marsh', '2011-02-14', 'Darren Cole', 'alcohol'), lift(2, '2026-02-08', 'Kayleigh Marsh', '2011-02-14', 'Darren Cole', 'phone'),
    lift(3, '2026-02-15', 'Kayleigh Marsh', '2011-02-14', 'Darren Cole'), lift(4, '2026-03-01', 'Kayleigh Marsh', '2011-02-14', 'Darren Cole', 'drugs'),
    lift(5, '2026-03-08', 'Aisha Brook', '2011-06-02', 'Darren Cole', 'money'), lift(6, '2026-03-11', 'Mia Field', '2012-01-20', 'Darren Cole'),
    lift(7, '2026-03-12', 'Aisha Brook', '2011-06-02', 'Darren Cole', 'alcohol'), lift(8, '2026-03-14', 'Mia Field', '2012-01-20', 'Darren Cole', 'food'),
  ]);
  service = await Service.start(data);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await service?.stop();
  removeFolder(data);
});

async function signedIn(options) {
  const page = await newPage(browser, options);
  await page.goto(`${service.url}/sign-in`);
  await page.locator('[name="username"]').first().fill('reid');
  await page.locator('[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
  return page;
}

const kayleigh = '/links/R-1~1p1';

async function chartOf(page, path = kayleigh) {
  await page.goto(service.url + path);
  await page.locator('[data-link-chart][data-ready="yes"]').waitFor();
}

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  const width = page.viewportSize().width;
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 1700 } });
}

async function axeFinds(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`);
}

// What the tables say and what the chart draws, counted.
const seen = (page) => page.evaluate(() => {
  const rows = (id) => Array.from(document.querySelectorAll(`#${id} tr`)).filter((row) => !row.hidden);
  const canvas = document.getElementById('chart-canvas');
  const pairs = new Set(rows('chart-links').map((row) => [row.dataset.from, row.dataset.to].sort().join('|')));
  return { entities: rows('chart-entities').length, links: rows('chart-links').length, pairs: pairs.size, nodes: Number(canvas.dataset.nodes), lines: Number(canvas.dataset.lines),
           said: document.getElementById('chart-said').textContent };
});

function assertAlike(now) {
  assert.equal(now.nodes, now.entities, 'as many shapes as rows of who and what');
  assert.equal(now.lines, now.pairs, 'as many lines as pairs in the table of links');
}

async function slideTo(page, slider, day) {
  await page.locator(`#${slider}`).evaluate((input, value) => {
    input.value = String(Math.floor(Date.parse(`${value}T00:00:00Z`) / 86_400_000));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, day);
}

test('the chart draws what the tables say, and a click on a shape adds to both', async () => {
  const page = await signedIn();
  const complaints = complaintsOf(page);
  await chartOf(page);
  assert.match(await page.locator('main p').first().textContent(), /were at the same house on four dates\.$/);
  const first = await seen(page);
  assertAlike(first);
  assert.equal(first.entities, 5, 'Kayleigh, Darren, the house, the car, the phone');
  await picture(page, 'links-wide');
  const drawn = await page.locator('#chart-canvas canvas').evaluateAll((layers) =>
    layers.some((layer) => layer.width > 0 && new Uint32Array(layer.getContext('2d').getImageData(0, 0, layer.width, layer.height).data.buffer).some((pixel) => pixel !== 0)));
  assert.ok(drawn, 'something is on the canvas');
  const at = await page.locator('[data-link-chart]').evaluate((panel) => {
    const asked = { id: 'R-1/p2' };
    panel.dispatchEvent(new CustomEvent('lw-place', { detail: asked }));
    return asked.at;
  });
  await page.locator('#chart-canvas').scrollIntoViewIfNeeded();
  const box = await page.locator('#chart-canvas').boundingBox();
  await page.mouse.click(box.x + at.x, box.y + at.y);
  await page.locator('#chart-entities tr', { hasText: 'Mia Field' }).waitFor();
  const opened = await seen(page);
  assertAlike(opened);
  assert.equal(opened.entities, 7, 'Aisha and Mia came to it');
  assert.ok(opened.links > first.links);
  assert.match(opened.said, /links of Darren Cole added/);
  assert.deepEqual(await axeFinds(page), []);
  await picture(page, 'links-wide-opened');
  assert.deepEqual(complaints, [], 'nothing against the content security policy, and no script error');
  await page.context().close();
});

test('the dates filter the chart and the tables alike', async () => {
  const page = await signedIn();
  await chartOf(page);
  const all = await seen(page);
  await slideTo(page, 'chart-last', '2026-02-08');
  const some = await seen(page);
  assertAlike(some);
  assert.ok(some.links < all.links && some.links > 0);
  assert.match(some.said, /shown, from 1 February 2026 to 8 February 2026\.$/);
  assert.equal(await page.locator('#chart-last').getAttribute('aria-valuetext'), '8 February 2026');
  assert.ok(await page.getByText('8 February 2026', { exact: true }).isVisible(), 'the date stands beside the slider');
  assert.equal(await page.locator('#chart-links tr:visible', { hasText: 'R-4' }).count(), 0);
  await slideTo(page, 'chart-first', '2026-02-15');
  const after = await seen(page);
  assertAlike(after);
  assert.equal(await page.locator('#chart-first').inputValue(), await page.locator('#chart-last').inputValue(), 'the ends do not pass each other');
  await page.context().close();
});

test('everything of the chart is reached without a mouse', async () => {
  const page = await signedIn();
  await chartOf(page);
  const before = await seen(page);
  const keyboard = new Keyboard(page);
  await keyboard.tabTo(page.locator('#chart-first'));
  await keyboard.press('ArrowRight');
  assert.equal(await page.locator('#chart-first').getAttribute('aria-valuetext'), '2 February 2026');
  assert.ok((await seen(page)).links < before.links);
  await keyboard.press('Home');
  await keyboard.tabTo(page.getByRole('button', { name: 'Show links of Darren Cole' }));
  await keyboard.press('Enter');
  await page.locator('#chart-entities tr', { hasText: 'Aisha Brook' }).waitFor();
  assertAlike(await seen(page));
  await keyboard.followLink('Aisha Brook');
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'What is linked to Aisha Brook');
  await page.context().close();
});

test('without JavaScript the tables are the page', async () => {
  const page = await signedIn({ javaScript: false });
  await page.goto(service.url + kayleigh);
  assert.equal(await page.locator('[data-link-chart]').isVisible(), false);
  assert.ok(await page.getByRole('cell', { name: 'alcohol given' }).first().isVisible());
  assert.ok(await page.getByText('Information C: known indirectly').first().isVisible());
  await page.getByRole('textbox', { name: 'Happened to', exact: true }).fill('08/02/2026');
  await page.getByRole('button', { name: 'Show links between these dates' }).click();
  assert.equal(await page.locator('#chart-links tr', { hasText: 'R-4' }).count(), 0);
  assert.ok(await page.locator('#chart-links tr', { hasText: 'R-2' }).count() > 0);
  await page.locator('#chart-links').getByRole('link', { name: 'Darren Cole' }).first().click();
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'What is linked to Darren Cole');
  await page.getByText('Take it to another program').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'GraphML' }).click()]);
  assert.equal(file.suggestedFilename(), 'links.graphml');
  await page.context().close();
});

test('it is readable at 320 px, in forced colours and on paper', async () => {
  const narrow = await signedIn({ width: 320 });
  await chartOf(narrow);
  const [wanted, width] = await narrow.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wanted <= width, `${wanted - width} px to scroll sideways`);
  assert.deepEqual(await axeFinds(narrow), []);
  await picture(narrow, 'links-narrow');
  await narrow.context().close();
  const forced = await signedIn({ forcedColors: 'active', colorScheme: 'dark' });
  await chartOf(forced);
  assertAlike(await seen(forced));
  await picture(forced, 'links-forced');
  await forced.emulateMedia({ media: 'print', forcedColors: 'none' });
  assert.equal(await forced.locator('[data-link-chart]').isVisible(), false);
  assert.ok(await forced.locator('#chart-links').isVisible());
  await picture(forced, 'links-paper');
  await forced.context().close();
});

test("a group's page leads to its chart", async () => {
  const page = await signedIn();
  await page.goto(`${service.url}/groups`);
  await page.locator('main table a').first().click();
  await page.getByRole('link', { name: /chart/i }).first().click();
  await page.locator('[data-link-chart][data-ready="yes"]').waitFor();
  const now = await seen(page);
  assertAlike(now);
  assert.ok(now.entities >= 3);
  assert.deepEqual(await axeFinds(page), []);
  await picture(page, 'links-group');
  await page.context().close();
});
