// A person without a mouse: everything is reached with Tab and worked with Space, Enter, the arrows and letters.
import assert from 'node:assert/strict';

const tabsMax = 600;   // the report's risk questions alone are more than a hundred stops

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

export class Keyboard {
  constructor(page) { this.page = page; }

  press(key) { return this.page.keyboard.press(key); }

  async tabTo(locator) {
    await locator.waitFor();
    for (let tabs = 0; tabs < tabsMax; ++tabs) {
      if (await isFocused(locator)) return;
      await this.press('Tab');
    }
    assert.fail(`The keyboard does not reach ${locator}`);
  }

  async type(name, text) {
    await this.tabTo(this.page.locator(`[name="${name}"]`));
    await this.press('Control+A');
    await this.page.keyboard.type(text);
  }

  // A group of radios is one stop: Tab comes to the one chosen, or to the first, and the arrows move on.
  async choose(name, value) {
    const radios = this.page.locator(`input[type="radio"][name="${name}"]`);
    const chosen = this.page.locator(`input[type="radio"][name="${name}"]:checked`);
    await this.tabTo(await chosen.count() ? chosen : radios.first());
    const wanted = this.page.locator(`input[type="radio"][name="${name}"][value="${value}"]`);
    for (let moves = await radios.count(); moves > 0 && !await isFocused(wanted); --moves) await this.press('ArrowDown');
    await this.press('Space');
    assert.ok(await wanted.isChecked(), `${name} is ${value}`);
  }

  async open(summary) {
    const details = this.page.locator('details', { has: this.page.locator('summary', { hasText: summary }) }).last();
    await this.tabTo(details.locator('summary').first());
    await this.press('Enter');
  }

  async pressButton(text) { await this.follow(this.page.getByRole('button', { name: text, exact: true })); }
  async followLink(text) { await this.follow(this.page.getByRole('link', { name: text }).first()); }

  async follow(locator) {
    await this.tabTo(locator);
    await this.submit();
  }

  // Enter, wherever the focus is.
  async submit() {
    const gone = this.page.waitForEvent('framenavigated');
    await this.press('Enter');
    await gone;
    await this.page.waitForLoadState();
  }
}
