#!/usr/bin/env node
// Opens the page of fxprof report from disk, without a network, and uses it as a reader does. Usage and what is said: README.md.
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const CHROMIUM = '/usr/bin/chromium'
const TIMEOUT_MS = 60_000
const LOOKS = [['light', 1280, 'light'], ['dark', 1280, 'dark'], ['narrow', 390, 'light']]

class Stop extends Error {
  constructor(code, message) { super(message); this.code = code }
}

function options(argv) {
  const o = { search: 'e', screenshots: null, chromium: CHROMIUM, file: null }
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i]
    if (['--search', '--screenshots', '--chromium'].includes(a)) {
      if (i + 1 >= argv.length) throw new Stop(2, `${a} needs a value.`)
      o[a.slice(2)] = argv[++i]
    } else if (a.startsWith('-') || o.file) throw new Stop(2, 'Usage: node report.mjs FILE.html [--search TEXT] [--screenshots DIR] [--chromium PATH]')
    else o.file = resolve(a)
  }
  if (!o.file || !existsSync(o.file)) throw new Stop(2, `There is no page ${o.file}.`)
  if (!existsSync(o.chromium)) throw new Stop(3, `Chromium is missing at ${o.chromium} (apt-get install chromium, or --chromium PATH).`)
  return o
}

async function library() {
  try {
    return await import('playwright-core')
  } catch {
    throw new Stop(3, 'playwright-core is missing (run npm ci in fxprof-it/viewers).')
  }
}

/** What stands in a table: its title, how it is sorted, and its cells. */
const tables = page => page.evaluate(() => Array.from(document.querySelectorAll('#all-tables section'))
  .filter(section => !section.hidden).map(section => ({
    title: section.querySelector('caption').textContent,
    sort: Array.from(section.querySelectorAll('thead th')).map(th => th.getAttribute('aria-sort')),
    heads: Array.from(section.querySelectorAll('thead button')).map(button => button.textContent),
    rows: Array.from(section.querySelectorAll('tbody tr'))
      .map(row => Array.from(row.children).map(cell => cell.textContent))
  })))

/** Sorts the first table by its names, twice, with the keyboard alone. */
async function sorted(page) {
  const head = page.locator('#all-tables section:not([hidden]) thead button').first()
  await head.focus()
  await page.keyboard.press('Enter')
  const up = (await tables(page))[0]
  await page.keyboard.press('Space')
  return { up, down: (await tables(page))[0] }
}

async function timeLine(page) {
  const chart = page.locator('#chart')
  if (!await chart.isVisible()) return { shown: false }
  await chart.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  const stepped = await page.locator('#picked').textContent()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  return {
    shown: true, stepped, slow: await page.locator('#picked').textContent(),
    points: await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).timeLine.nanos.length),
    width: await page.locator('#chart canvas').evaluate(canvas => canvas.clientWidth),
    openChains: await page.locator('#hitches details[open] .chain li').allTextContents()
  }
}

/** Clicks where the first slow tick is drawn. */
async function clicked(page) {
  if (await page.locator('#hitches details').count() === 0 || !await page.locator('#chart').isVisible()) return null
  await page.evaluate(() => document.querySelectorAll('#hitches details').forEach(details => { details.open = false }))
  const place = await page.evaluate(() => {
    const data = JSON.parse(document.getElementById('data').textContent)
    const { starts, numbers } = data.timeLine
    const index = numbers.indexOf(data.slowTicks[0].tick)
    const last = starts[starts.length - 1]
    return last === starts[0] ? 0.5 : (starts[index] - starts[0]) / (last - starts[0])
  })
  const over = page.locator('#chart .u-over')
  await over.scrollIntoViewIfNeeded()
  const box = await over.boundingBox()
  await page.mouse.click(box.x + Math.min(box.width - 2, Math.max(2, place * box.width)), box.y + box.height / 2)
  return page.locator('#hitches details[open]').count()
}

async function use(page, o) {
  const r = { verdict: await page.locator('#verdict').textContent(), summary: await page.locator('#summary li').allTextContents() }
  r.tables = await tables(page)
  r.sorted = await sorted(page)
  r.timeLine = await timeLine(page)
  r.clicked = await clicked(page)
  r.frames = await page.locator('#graph .fxfg-f').count()
  await page.locator('#search').fill(o.search)
  r.found = await page.locator('#found').textContent()
  r.foundTables = (await tables(page)).map(table => ({ title: table.title, rows: table.rows.length }))
  await page.locator('#search').fill('')
  if (await page.locator('#which').isVisible()) {
    await page.locator('input[value=slow]').check()
    r.slowTables = (await tables(page)).map(table => ({ title: table.title, rows: table.rows }))
    await page.locator('input[value=all]').check()
  }
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
  const before = await theme()
  await page.locator('#theme').click()
  r.themes = [before, await theme()]
  await page.locator('#theme').click()
  r.strange = await page.evaluate(() => document.querySelectorAll('img, iframe, object, embed, link, base, form').length)
  return r
}

async function look(browser, o, [name, width, colorScheme], result) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true })
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  page.on('console', message => ['error', 'warning'].includes(message.type()) && result.console.push(message.text()))
  page.on('pageerror', error => result.console.push(error.message))
  page.on('dialog', dialog => { result.dialogs++; dialog.dismiss() })
  page.on('request', request => request.url().startsWith('file:') || result.requests.push(request.url()))
  await page.goto(pathToFileURL(o.file).href, { waitUntil: 'load' })
  if (name === 'light') Object.assign(result, await use(page, o))
  result.overflow[name] = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (o.screenshots) {
    mkdirSync(o.screenshots, { recursive: true })
    await page.evaluate(() => scrollTo(0, 0))
    await page.screenshot({ path: join(o.screenshots, `report-${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 3000 } })
  }
  await context.close()
}

async function main() {
  const o = options(process.argv.slice(2))
  const { chromium } = await library()
  const browser = await chromium.launch({ executablePath: o.chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  try {
    const result = { console: [], requests: [], dialogs: 0, overflow: {} }
    for (const one of LOOKS) await look(browser, o, one, result)
    console.log(JSON.stringify(result))
  } finally {
    await browser.close()
  }
}

main().catch(error => {
  console.error(error instanceof Stop ? error.message : error.stack)
  process.exit(error instanceof Stop ? error.code : 1)
})
