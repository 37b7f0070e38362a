// An officer writes a report down, with JavaScript and without, by keyboard; what they got wrong is said beside the field; and a
// colleague finds it in the list and reads it.
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

async function axeFinds(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`);
}

// The same steps for every browser: two people, one more than there was room for, a car whose plate was half read, and a lift.
async function writeDown(page, text, javaScript) {
  await page.goto(`${service.url}/reports`);
  await page.getByRole('link', { name: 'Record a report' }).click();
  await page.getByRole('button', { name: 'Record the report' }).click();
  assert.equal(await page.title(), 'Error: Record a report – Lapwing');
  assert.equal(await page.getByRole('link', { name: 'Say what was said' }).getAttribute('href'), '#text');
  if (javaScript) assert.deepEqual(await axeFinds(page), []);   // axe is itself a script
  await page.getByLabel('What was said', { exact: true }).fill(text);
  await page.getByLabel('2: untested').check();
  await page.getByLabel('C: known indirectly', { exact: true }).check();
  await page.getByLabel('P: lawful sharing permitted', { exact: true }).check();
  const person = (number) => page.getByRole('group', { name: `Person ${number}`, exact: true });
  await person(1).getByLabel('Name', { exact: true }).fill('Kayleigh Marsh');
  await person(1).getByLabel('Child or adult').selectOption('child');
  await person(2).getByLabel('Nicknames and other names').fill('Daz, Dazzler');
  await person(2).getByLabel('Child or adult').selectOption('adult');
  await page.getByRole('button', { name: 'Add another person' }).click();
  await person(3).getByLabel('About how old').fill('fourteen');
  await page.getByRole('group', { name: 'Vehicle 1', exact: true }).getByLabel('Registration').fill('AB12 ?DE');
  const link = page.getByRole('group', { name: 'Link 1', exact: true });
  await link.getByLabel('Who', { exact: true }).selectOption('p2');
  await link.getByLabel('Did what').selectOption('lift');
  await link.getByLabel('To or with whom').selectOption('p1');
  await link.getByLabel('Which vehicle').selectOption('v1');
  await page.getByRole('button', { name: 'Record the report' }).click();
  assert.ok(await page.getByText('Enter an age in whole years, like 25').first().isVisible());
  assert.equal(await person(2).getByLabel('Nicknames and other names').inputValue(), 'Daz, Dazzler', 'what was typed is kept');
  await person(3).getByLabel('About how old').fill('14');
  await page.getByRole('button', { name: 'Record the report' }).click();
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/);
  assert.match(await page.getByRole('heading', { level: 1 }).textContent(), /^Report R-\d{4}-\d{6}$/);
  assert.ok(await page.getByText('A person known as “Daz” gave a lift to Kayleigh Marsh in a vehicle, AB12 ?DE (part of the plate).').isVisible());
  assert.ok(await page.getByText('Source 2: untested').isVisible());
  if (javaScript) assert.deepEqual(await axeFinds(page), []);   // axe is itself a script
  return page.getByRole('heading', { level: 1 }).textContent();
}

for (const javaScript of [true, false])
  test(`a report is written down ${javaScript ? 'with' : 'without'} JavaScript, put right and read`, async () => {
    const page = await newPage(browser, { javaScript });
    const complaints = complaintsOf(page);
    await signInToDemo(page, service.url, 'officer');
    const title = await writeDown(page, `Seen getting into a car outside the shop, ${javaScript}`, javaScript);
    await page.getByRole('link', { name: 'Back' }).click();
    const row = page.getByRole('row', { name: title.replace('Report ', '') });
    assert.ok(await row.getByText('Intelligence').isVisible());
    assert.deepEqual(complaints.filter((text) => !text.includes('422')), []);
    await page.context().close();
  });

test('a report is written down without a mouse', async () => {
  const page = await newPage(browser);
  await signInToDemo(page, service.url, 'officer');
  await page.goto(`${service.url}/reports/new`);
  const keyboard = new Keyboard(page);
  await keyboard.choose('source', '1');
  await keyboard.type('text', 'Works at the shop by the station');
  await keyboard.type('people[0].name', 'Terry Vane');
  await keyboard.pressButton('Record the report');
  assert.ok(await page.getByText('Works at the shop by the station').first().isVisible());
  await page.context().close();
});

test('a report is readable at 320 px, and by an inspector only without names', async () => {
  const officer = await newPage(browser, { width: 320 });
  await signInToDemo(officer, service.url, 'officer');
  await officer.goto(`${service.url}/reports`);
  await officer.locator('main table a').first().click();
  const address = officer.url();
  const [wanted, width] = await officer.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wanted <= width, `${wanted - width} px to scroll sideways`);
  await officer.context().close();
  const inspector = await newPage(browser);
  await signInToDemo(inspector, service.url, 'inspector');
  await inspector.goto(address);
  const shown = await inspector.locator('main').textContent();
  for (const name of ['Kayleigh', 'Daz', 'Terry', 'AB12']) assert.ok(!shown.includes(name), name);
  await inspector.context().close();
});
