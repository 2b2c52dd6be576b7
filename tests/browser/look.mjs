// Opens a page in a headless chromium and says what came of it, as one JSON object.
//   node look.mjs < '{"program": "/usr/bin/chromium", "file": "report.html", "scripting": true, "dark": false, "width": 1280, "expressions": ["document.title"]}'
// Out: the values of the expressions in the page, the addresses that it asked for, what the browser complained of, and a picture of the whole page as PNG in base64.
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { chromium } from 'playwright-core';

const wanted = JSON.parse(await text(process.stdin));
const browser = await chromium.launch({ executablePath: wanted.program, args: ['--no-sandbox', '--disable-background-networking'] });
try {
  const context = await browser.newContext({
    javaScriptEnabled: wanted.scripting,
    colorScheme: wanted.dark ? 'dark' : 'light',
    viewport: { width: wanted.width, height: 900 },
  });
  const page = await context.newPage();
  const [requests, complaints] = [[], []];
  page.on('request', request => requests.push(request.url()));
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', error => complaints.push(String(error)));
  await page.goto(pathToFileURL(wanted.file).href, { waitUntil: 'load' });
  const values = [];
  for (const expression of wanted.expressions) values.push(await page.evaluate(expression));
  const picture = (await page.screenshot({ fullPage: true })).toString('base64');
  process.stdout.write(JSON.stringify({ values, requests, complaints, picture, version: browser.version() }));
} finally {
  await browser.close();
}
