// The night this service was made for, in a real browser, by keyboard alone, with scripts and without. A 15-year-old is reported missing
// at 18:00 and nothing is done. The exercise's clock runs sixty times as fast, so that an hour of nothing takes a minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, openBrowser } from './support/browser.mjs';
import { Keyboard } from './support/keyboard.mjs';
import { addAccount, newFolder, password, removeFolder, Service } from './support/service.mjs';

const drill = ['--drill', '2026-03-03T18:00:00Z,60'];
const child = 'Amy Fernley';

// An exercise starts in an empty folder, so the accounts come after its first start.
async function exerciseWithAccounts(data) {
  await (await Service.start(data, { options: drill })).stop();
  addAccount(data, 'nair', 'call_handler', 'Priya Nair');
  addAccount(data, 'reed', 'officer', 'PC T. Reed');
  addAccount(data, 'okafor', 'supervisor', 'Sgt A. Okafor');
  return Service.start(data);
}

class Person {
  static async signIn(browser, service, username, javaScript) {
    const person = new Person();
    person.page = await newPage(browser, { javaScript });
    person.keys = new Keyboard(person.page);
    person.url = service.url;
    await person.page.goto(service.url);
    await person.keys.type('username', username);
    await person.keys.type('password', password);
    await person.keys.pressButton('Sign in');
    return person;
  }
  goto(path) { return this.page.goto(this.url + path); }
  main() { return this.page.locator('main').innerText(); }
  async sees(words) { assert.ok(words.test(await this.main()), `${words} is on ${await this.page.title()}`); }
  row() { return this.page.locator('#board-rows tr', { hasText: child }); }

  // The minute it is in the exercise, or will be so many minutes on, as a person writes it.
  async minute(later = 0) {
    const now = Date.parse(await this.page.locator('body').getAttribute('data-now')) + later * 60_000;
    const [, year, month, day, time] = new Date(now).toISOString().match(/(\d+)-(\d+)-(\d+)T(\d+:\d+)/);
    return { time, full: `${day}/${month}/${year} ${time}` };
  }
}

// The row says by itself that the officer is late; without scripts, the page does when it is loaded again.
async function seeDeploymentLate(supervisor, javaScript) {
  const late = supervisor.page.locator('#board-rows tr[data-state="breached"]', { hasText: /Deployment.*late/ });
  if (javaScript) return late.waitFor();
  while (!await late.count()) await supervisor.keys.followLink('Load it again');
}

// What closing is refused with when only the first question of Kyle's house was put to her.
const missingAfterOneAnswer = [
  'Hold the prevention interview: nobody has spoken to Amy since the return.',
  'Nobody has asked: Does Amy feel safe now, and safe to stay where they are tonight?',
  'Nobody has asked: Is Amy hurt or unwell, and would they like to see a doctor or nurse?',
  'Nobody has asked: Has anyone hurt Amy, frightened them, or made them do something they did not want to do?',
  'Nobody has asked: What made Amy want to be away: something at home, at school, where they live, or in their care?',
  'Nobody has asked: Who or what was Amy going to: did anyone ask, promise, collect or expect them?',
  'Nobody has asked: Where was Amy, who with, and how did they travel, from leaving until being found?',
  'Nobody has asked: How did Amy eat, sleep and pay for things while they were missing?',
  'Nobody has asked: Who was Amy in touch with by phone or online before and while they were missing?',
  'Nobody has asked: What would help so that Amy does not need to go again, and who do they trust to talk to?',
  "Nobody has asked: Who lives or works at Kyle's house?",
  "Nobody has asked: Whose place is Kyle's house, and who lets people in?",
  "Nobody has asked: How did Amy get to Kyle's house, and who took them?",
  "Nobody has asked: Who else goes to Kyle's house, and are other children there?",
  "Nobody has asked: What happened while Amy was at Kyle's house, and where did they sleep?",
  'Offer Amy the return home interview, or record that it was refused.',
];

const openQuestions = (page) => page.locator('input[type="radio"][name$=".outcome"][value="answered"]');

async function answerTheRest({ page, keys }) {
  while (await openQuestions(page).count()) {
    const names = await page.locator('details[open] input[type="radio"][name$=".outcome"][value="answered"]').evaluateAll((all) => all.map((one) => one.name));
    assert.notEqual(names.length, 0, 'the first group with something to ask is open');
    for (const name of names) {
      const field = (last) => name.replace(/outcome$/, last);
      await keys.choose(name, 'answered');
      if (await page.locator(`[name="${field('safety')}"]`).count()) await keys.choose(field('safety'), 'safe');
      await keys.type(field('answer'), 'Told us.');
    }
    await keys.pressButton('Save the answers');
  }
}

async function story(browser, javaScript) {
  const data = newFolder();
  const service = await exerciseWithAccounts(data);
  try {
    const handler = await Person.signIn(browser, service, 'nair', javaScript);
    const supervisor = await Person.signIn(browser, service, 'okafor', javaScript);
    const officer = await Person.signIn(browser, service, 'reed', javaScript);

    await supervisor.goto('/now');   // the board is open before the call comes

    await handler.keys.pressButton('Report a child missing');
    await handler.keys.type('details.given_name', 'Amy');
    await handler.keys.type('details.family_name', 'Fernley');
    await handler.keys.type('details.age_about', '15');
    await handler.keys.type('circumstances', 'Did not come home from school.');
    await handler.keys.type('informant.name', 'Dawn Fernley');
    await handler.keys.choose('level', 'medium');
    await handler.keys.pressButton('Record the report');
    const told = await handler.main();
    assert.match(told, /What happens now/);
    assert.match(told, /A named officer will be sent by \d\d:\d\d\./);
    const episode = new URL(handler.page.url()).pathname.replace(/\/reported$/, '');
    await handler.goto(episode);
    const reported = (await handler.minute(1)).full;   // that minute is over, and nothing is done for an hour

    if (!javaScript) await supervisor.keys.followLink('Load it again');
    await supervisor.row().waitFor();
    assert.match(await supervisor.row().innerText(), /about 15[\s\S]*Medium/);

    await seeDeploymentLate(supervisor, javaScript);

    await supervisor.keys.followLink('Acknowledge the alarms of ' + child);
    await supervisor.keys.open('Acknowledge an alarm');
    await supervisor.keys.type('ack.what_will_happen', 'PC Reed goes as soon as he is free.');
    const times = await supervisor.page.locator('[name="ack.until"]').evaluateAll((all) => all.map((one) => one.value));
    await supervisor.keys.choose('ack.until', times.at(-1));
    await supervisor.keys.pressButton('Acknowledge');
    await supervisor.sees(/acknowledged until[\s\S]*Sgt A\. Okafor said: PC Reed goes as soon as he is free\./);
    await supervisor.keys.pressButton('I will own this');

    await officer.goto(episode);
    await officer.keys.open('Send an officer');
    await officer.keys.type('deploy.officer.name', 'PC T. Reed');
    await officer.keys.type('deploy.going_to', 'The home address');
    await officer.keys.pressButton('Record the officer');
    await officer.sees(/PC T\. Reed to The home address, sent/);

    await officer.keys.followLink('Return');
    await officer.keys.type('at-time', (await officer.minute()).time);
    await officer.keys.choose('how', 'found_by_police');
    await officer.keys.type('where.text', "Kyle's house");
    await officer.keys.pressButton('Record the return');

    const safeThere = officer.page.getByRole('group', { name: "Is Amy safe at Kyle's house?" });
    await safeThere.waitFor();
    const asked = await safeThere.locator('[name$=".outcome"]').first().getAttribute('name');
    await officer.keys.choose(asked, 'would_not_say');
    await officer.keys.pressButton('Save the answers');
    await officer.sees(/Is Amy safe at Kyle's house\?\s+Would not say[\s\S]*[Ww]ith Sgt A\. Okafor/);
    await supervisor.goto(`${episode}/close`);
    await supervisor.keys.type('outcome', 'Found, and asked.');
    await supervisor.keys.pressButton('Close the episode');
    assert.ok((await supervisor.page.title()).startsWith('Error:'), 'the title says that it was refused');
    await supervisor.sees(new RegExp(`This episode cannot close yet\\. ${missingAfterOneAnswer.length} things are missing\\.`));
    assert.deepEqual(await supervisor.page.locator('a[id^="missing-"]').allInnerTexts(), missingAfterOneAnswer);

    await answerTheRest(officer);
    await officer.keys.choose('held.mode', 'in_person');
    await officer.keys.pressButton('Save how it was held');
    await officer.goto(`${episode}/return-interview`);
    await officer.keys.type('offer.provider', "Northmoor children's services");
    await officer.keys.pressButton('Record the offer');
    await supervisor.goto(`${episode}/risk`);
    await supervisor.keys.choose('assess.level', 'high');
    await supervisor.keys.pressButton('Decide the risk');
    await supervisor.sees(/High, decided \d\d:\d\d by Sgt A\. Okafor/);
    await supervisor.goto(`${episode}/close`);
    await supervisor.sees(/Nothing\. This episode can close\./);
    await supervisor.keys.type('outcome', 'Found, and asked.');
    await supervisor.keys.pressButton('Close the episode');
    await supervisor.sees(/Closed \d\d:\d\d/);

    // The next inspector asks what was known that night, before anything was done.
    await supervisor.keys.followLink('Everything held about this child');
    await supervisor.sees(/Not missing: every episode is closed[\s\S]*Kyle's house/);
    await supervisor.sees(/An officer was due to be deployed by \d\d:\d\d and had not been\. The team's supervisors were told\./);
    await supervisor.keys.type('as_known_at', reported);
    await supervisor.keys.submit();
    await supervisor.sees(/Missing now/);
    assert.ok(!/Kyle|High|PC T\. Reed/.test(await supervisor.main()), 'nothing is shown that was not known yet');
    assert.match(await supervisor.page.locator('.lw-banner--as-known').innerText(), new RegExp(reported.slice(-5)));
  } finally {
    await service.stop();
    removeFolder(data);
  }
}

test('a child is reported, nothing is done, and nobody can let it pass', { concurrency: true }, async (t) => {
  const browser = await openBrowser();
  try {
    await Promise.all([t.test('with scripts', () => story(browser, true)), t.test('without scripts', () => story(browser, false))]);
  } finally {
    await browser.close();
  }
});
