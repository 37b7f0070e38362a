// Every page there is, with children and episodes of the demonstration in its address, under the role that opens it.
import { newPage, signInToDemo } from './browser.mjs';

const episodePages = ['', '/risk', '/enquiries', '/activity', '/return', '/timeline', '/review', '/reported'];
const returnPages = ['', '/return', '/interview', '/actions', '/return-interview', '/close', '/timeline'];

// One still missing, one found and not closed, one child, one account.
async function examples(browser, url) {
  const page = await newPage(browser);
  await signInToDemo(page, url, 'supervisor');
  await page.goto(`${url}/now`);
  const hrefOf = (words) => page.locator('#board-rows tr', { hasText: words }).filter({ hasNotText: 'Restricted' }).locator('th a').first().getAttribute('href');
  const missing = await hrefOf('Missing for'), found = await hrefOf('Found, not yet closed');
  await page.goto(url + found);
  const child = await page.getByRole('link', { name: 'Everything held about this child' }).getAttribute('href');
  await page.goto(url + child);
  const formsOfChild = await page.locator(`main a[href^="${child}/"]`).evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  await page.context().close();
  const administrator = await newPage(browser);
  await signInToDemo(administrator, url, 'administrator');
  await administrator.goto(`${url}/accounts`);
  const account = await administrator.locator('main a[href^="/accounts/"]:not([href$="/new"])').first().getAttribute('href');
  await administrator.context().close();
  const analyst = await newPage(browser);
  await signInToDemo(analyst, url, 'analyst');
  await analyst.goto(`${url}/groups`);
  const group = await analyst.locator('main a[href^="/groups/G-"]').first().getAttribute('href');
  await analyst.goto(`${url}/matches`);
  const match = await analyst.locator('main a[href^="/matches/one"]').first().getAttribute('href', { timeout: 1000 }).catch(() => '/matches/one?from=D-0001%2Fp2&to=D-0002%2Fp2');
  await analyst.context().close();
  const review = `/reviews/${missing.split('/').pop()}`;
  return { group, match, missing, found, child, formsOfChild, account, review };
}

const fine = (paths) => paths.map((path) => ({ path, status: 200 }));

export async function pagesByRole(browser, url) {
  const { group, match, missing, found, child, formsOfChild, account, review } = await examples(browser, url);
  const past = `?as_known_at=${encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString().slice(0, 19) + 'Z')}`;
  return [
    { role: undefined, paths: fine(['/sign-in', '/help']) },
    { role: 'supervisor',
      paths: [...fine(['/now', '/now' + past, '/now/wall', '/alerts', '/report', '/report?q=Amy+Fernley', `/report?child=${child.split('/').pop()}`,
                       '/children', '/children?q=kay', '/children/new', child, child + past, ...formsOfChild,
                       ...episodePages.map((page) => missing + page), ...returnPages.map((page) => found + page), missing + past, '/reviews', '/reviews?seed=7', `/reviews?from=${new Date().toISOString().slice(0, 7)}`, '/reviews?seed=x&from=May', review, review + past, '/account', '/account/password', '/help']),
              { path: '/nowhere', status: 404 }, { path: '/accounts', status: 403 }] },
    { role: 'analyst', paths: fine(['/groups', '/groups?show=dismissed', '/groups' + past, group, '/matches', match]) },
    { role: 'inspector', paths: fine(['/groups', group, '/reviews', '/reviews?seed=7', review, '/now', child, missing, missing + '/timeline', found + '/interview']) },
    { role: 'superintendent',
      paths: [...fine(['/measures', '/measures/equity', '/measures/places', '/measures/response', '/measures/response/breaches', '/measures/workforce', '/measures/training',
                       '/measures/inspection', '/measures/inspection/plan', '/measures/inspection/samples', '/measures/response?from=1999-01&to=1999-02', '/measures/cases']),
              { path: '/measures/response?from=May', status: 400 }, { path: '/measures/none', status: 404 }] },
    { role: 'auditor', paths: fine(['/audit', `/audit${child}`, `/audit${account}`, '/ledger']) },
    { role: 'administrator', paths: fine(['/accounts', '/accounts/new', account]) },
  ];
}
