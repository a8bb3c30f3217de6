import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong on the page as it is, as `rule: element's HTML`; WCAG 2.2 A and AA. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    // The rule left out is experimental: it takes initials that screen readers never hear for a label.
    `axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'label-content-name-mismatch': { enabled: false } },
    })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
