#!/usr/bin/env node
// Opens the page of a running fxprof serve and uses every view of it as a person does. Usage and what is said: README.md.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const TIMEOUT_MS = 30_000
const LOOKS = [['dark', 1500, 'dark'], ['narrow', 390, 'light']]
const PERFETTO = 'https://ui.perfetto.dev'
// Stands in for the viewer: answers as its documentation says, and keeps what it gets.
const VIEWER = `<!doctype html><title>viewer</title><script>addEventListener('message', event => {
  if (event.data === 'PING') event.source.postMessage('PONG', event.origin)
  else if (event.data.perfetto) window.got = { title: event.data.perfetto.title, bytes: event.data.perfetto.buffer.byteLength }
})</script>`

class Stop extends Error {
  constructor(code, message) { super(message); this.code = code }
}

function options(argv) {
  const o = { url: '', screenshots: '', chromium: '/usr/bin/chromium', search: 'inventory', rows: '5' }
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i].startsWith('--') ? argv[i].slice(2) : ''
    if (name in o && name !== 'url' && i + 1 < argv.length) o[name] = argv[++i]
    else if (name === '' && !o.url) o.url = argv[i]
    else throw new Stop(2, 'Usage: node serve.mjs URL [--search TEXT] [--rows N] [--screenshots DIR] [--chromium PATH]')
  }
  if (!o.url) throw new Stop(2, 'Usage: node serve.mjs URL [--search TEXT] [--rows N] [--screenshots DIR] [--chromium PATH]')
  if (!existsSync(o.chromium)) throw new Stop(3, `Chromium is missing at ${o.chromium} (apt-get install chromium, or --chromium PATH).`)
  return o
}

async function shoot(page, o, name, fullPage = false) {
  if (!o.screenshots) return
  mkdirSync(o.screenshots, { recursive: true })
  await page.screenshot({ path: join(o.screenshots, `serve-${name}.png`), fullPage })
}

const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const rows = page => page.$$eval('.resources tbody tr', all => all.map(row => Array.from(row.children, cell => cell.textContent)))
const tab = (page, view) => page.locator(`#tabs [data-key=${view}]`).click()

/** Shows the same figures as the metrics do, or says which it saw. */
async function figures(page) {
  const card = key => page.locator(`[data-card=${key}] dd`).textContent()
  const before = await page.evaluate(async () => (await fetch('/metrics')).text())
  await page.waitForTimeout(1200)
  const shown = { hitches: await card('hitches'), drops: await card('drops'), own: await page.locator('#own').textContent() }
  await page.waitForTimeout(1200)
  const after = await page.evaluate(async () => (await fetch('/metrics')).text())
  return { before, shown, after }
}

async function useResources(page, o) {
  await page.locator('.resources tbody tr').nth(Number(o.rows) - 1).waitFor()
  await page.locator('.resources tbody tr', { hasText: o.search }).first().waitFor()
  const all = await rows(page)
  const head = name => page.locator('.resources thead button', { hasText: name })
  await head('Resource').focus()
  await page.keyboard.press('Enter')
  const up = (await rows(page)).map(row => row[0])
  await page.keyboard.press('Space')
  const down = (await rows(page)).map(row => row[0])
  await head('Self').click()
  await page.keyboard.press('/')
  await page.keyboard.type(o.search)
  const found = (await rows(page)).map(row => row[0])
  await page.keyboard.press('Escape')
  return { all, up, down, found }
}

async function useFlame(page, o) {
  await tab(page, 'flame')
  await page.locator('.frame').nth(20).waitFor()
  await page.locator('#search').fill(o.search)
  const result = { frames: await page.locator('.frame').count(), hits: await page.locator('.frame.hit').count() }
  await shoot(page, o, 'flame')
  await page.locator('#search').fill('')
  await page.keyboard.press('Tab')
  await page.locator('.frame').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  result.walked = await page.evaluate(() => document.activeElement.getAttribute('aria-label'))
  await page.keyboard.press('Enter')
  result.zoomed = await page.locator('.path button').count()
  await page.keyboard.press('Escape')
  return result
}

async function openedInPerfetto(page, button) {
  const [viewer] = await Promise.all([page.waitForEvent('popup'), button.click()])
  await viewer.waitForFunction(() => window.got)
  const got = await viewer.evaluate(() => window.got)
  await viewer.close()
  return got
}

async function downloaded(page, o, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const name = download.suggestedFilename()
  if (o.screenshots) await download.saveAs(join(o.screenshots, name))
  return name
}

/** Saves a capture by hand, and opens it in both ways that the page offers. */
async function useProfiler(page, o) {
  await tab(page, 'profiler')
  await page.locator('#capture').click()
  await page.waitForFunction(() => document.querySelector('#notice').textContent !== '')
  const notice = await page.locator('#notice').textContent()
  await page.locator('tr', { hasText: 'asked for on the page' }).first().waitFor()
  await shoot(page, o, 'profiler')
  const line = page.locator('tr', { hasText: 'asked for on the page' }).first()
  return {
    notice, facts: await page.locator('.facts dt').allTextContents(),
    capture: await downloaded(page, o, line.locator('a')), perfetto: await openedInPerfetto(page, line.locator('button', { hasText: 'Perfetto' }))
  }
}

/** A table as a person reads it: cells by the heads that are shown. */
const table = (page, selector) => page.$eval(selector, one => {
  const heads = Array.from(one.querySelectorAll('thead th'))
  return Array.from(one.querySelectorAll('tbody tr'), row => Object.fromEntries(Array.from(row.children)
    .map((cell, i) => [heads[i], cell.textContent]).filter(([head]) => !head.hidden).map(([head, text]) => [head.textContent, text])))
})

/** Shows the capture that was saved on the page itself, and a link to it once more. */
async function useCapture(context, page, o) {
  await tab(page, 'profiler')
  await page.locator('tr', { hasText: 'asked for on the page' }).first().locator('button', { hasText: 'Show here' }).click()
  await page.locator('#capture-text b').waitFor()
  await page.locator('.resources tbody tr').nth(20).waitFor()
  const card = key => page.locator(`[data-card=${key}] dd`).textContent()
  const result = {
    told: await page.locator('#capture-text').textContent(), state: await page.locator('#state').textContent(),
    cards: { tick: await card('tick'), p99: await card('p99'), max: await card('max'), over: await card('over') }, resources: await table(page, '.resources')
  }
  await shoot(page, o, 'capture')
  await tab(page, 'flame')
  await page.locator('.frame').nth(20).waitFor()
  const other = await context.newPage()
  await other.goto(page.url())
  await other.locator('.frame').nth(20).waitFor()
  result.linked = await other.locator('#capture-text').textContent()
  await other.close()
  await page.locator('button', { hasText: 'Back to live' }).click()
  result.after = await page.locator('#state').textContent()
  return result
}

/** Compares seconds with seconds, and a capture with them. */
async function useCompare(context, page, o) {
  await tab(page, 'compare')
  await page.locator('.presets button').first().click()
  const lines = one => one.locator('.compare table').nth(1).locator('tbody tr')
  await lines(page).nth(20).waitFor()
  const result = { told: await page.locator('.side .note').allTextContents(), ticks: await table(page, '.compare table') }
  await page.locator('.compare [role=radio]', { hasText: 'Calls' }).click()
  await page.locator('#search').fill(o.search)
  result.found = await lines(page).allTextContents()
  await page.locator('#search').fill('')
  await page.locator('.compare [role=radio]', { hasText: 'Self' }).click()
  const own = await page.locator('.side select').first().locator('option', { hasText: 'asked for on the page' }).first().getAttribute('value')
  await page.locator('.side select').first().selectOption(own)
  await page.waitForFunction(value => location.hash.includes('a=' + encodeURIComponent(value)), own)
  await lines(page).nth(20).waitFor()
  result.change = await page.locator('.compare thead th[aria-sort]', { hasText: 'Difference' }).getAttribute('aria-sort')
  await page.locator('.compare thead button', { hasText: 'Resource' }).focus()
  await page.keyboard.press('Enter')
  result.names = (await lines(page).locator('th').allTextContents())
  await page.locator('.compare thead button', { hasText: 'Difference' }).click()
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, o, 'compare', true)
  const other = await context.newPage()
  await other.goto(page.url())
  await lines(other).nth(20).waitFor()
  result.linked = { told: await other.locator('.side .note').allTextContents(), measure: await other.locator('.compare [aria-checked=true]').textContent() }
  await page.locator('.side input').nth(0).waitFor({ state: 'hidden' })
  await page.setViewportSize({ width: 390, height: 950 })
  await page.waitForFunction(() => document.querySelector('#chart canvas').clientWidth < 390)
  result.overflow = await overflow(page)
  await shoot(page, o, 'compare-narrow')
  await page.setViewportSize({ width: 1500, height: 950 })
  await other.close()
  return result
}

/** What is said of captures that do not show all they should, in the list and once one is open. */
async function partial(page) {
  await tab(page, 'profiler')
  await page.waitForFunction(() => document.querySelector('#view h3 + .note')?.textContent)
  const list = await page.locator('td .partial').allTextContents()
  if (list.length === 0) return { list }
  await page.locator('tr', { has: page.locator('.partial') }).first().locator('button', { hasText: 'Show here' }).click()
  const opened = await page.locator('#capture-text .partial').textContent()
  await page.locator('button', { hasText: 'Back to live' }).click()
  return { list, opened }
}

async function useHitches(page, o) {
  await tab(page, 'hitches')
  const result = { label: await page.locator('#tabs [data-key=hitches]').textContent(), note: await page.locator('#view .note').first().textContent() }
  const first = page.locator('.hitches details').first()
  await page.locator('#search').fill(o.search)
  if (await first.count() === 0) await page.locator('#search').fill('')
  if (await first.count() > 0) {
    await first.locator('summary').click()
    result.chain = await first.locator('.chain li').allTextContents()
    result.linked = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('hitch')
  }
  await shoot(page, o, 'hitches')
  await page.locator('#search').fill('')
  await page.locator('#chart').focus()
  await page.keyboard.press('ArrowUp')
  result.picked = await page.locator('#picked').textContent()
  await page.keyboard.press('Enter')
  result.fromChart = await page.locator('.hitches details[open]').count()
  if (await page.locator('#pause').getAttribute('aria-pressed') === 'true') await page.locator('#pause').click()
  return result
}

async function useChart(page) {
  await page.locator('#chart').focus()
  await page.keyboard.press('ArrowLeft')
  const picked = await page.locator('#picked').textContent()
  const state = await page.locator('#state').textContent()
  const box = await page.locator('#chart .u-over').boundingBox()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 5 })
  await page.mouse.up()
  const zoomed = await page.locator('#unzoom').isVisible()
  await page.locator('#unzoom').click()
  await page.locator('#unzoom').waitFor({ state: 'hidden' })
  await page.locator('#pause').click()
  await page.locator('#ranges button', { hasText: '24 h' }).click()
  await page.locator('#ranges button', { hasText: '15 min' }).click()
  const range = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('range')
  await page.locator('#ranges button', { hasText: '1 min' }).click()
  return { picked, state, range, zoomed, width: await page.locator('#chart canvas').evaluate(canvas => canvas.clientWidth) }
}

async function pauses(page) {
  const at = () => page.locator('#own').textContent()
  await page.locator('h1').click()
  await page.keyboard.press('p')
  const before = await at()
  await page.waitForTimeout(1500)
  const held = before === await at()
  await page.keyboard.press('p')
  await page.waitForFunction(text => document.querySelector('#own').textContent !== text, before)
  return held
}

/** A link to a view opens that view. */
async function deepLink(context, page) {
  const other = await context.newPage()
  await other.goto(new URL('/#view=flame&window=60&search=hud', page.url()).href)
  await other.locator('.frame').nth(3).waitFor()
  const shown = {
    view: await other.locator('#tabs [aria-selected=true]').textContent(), search: await other.locator('#search').inputValue(),
    window: await other.locator('#windows [aria-checked=true]').textContent()
  }
  await other.close()
  return shown
}

async function main() {
  const o = options(process.argv.slice(2))
  const { chromium } = await import('playwright-core').catch(() => { throw new Stop(3, 'playwright-core is missing (run npm ci in fxprof-it/viewers).') })
  const browser = await chromium.launch({ executablePath: o.chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'] })
  try {
    const r = { console: [], dialogs: 0, requests: [], overflow: {} }
    const context = await browser.newContext({ viewport: { width: 1500, height: 950 }, colorScheme: 'light', acceptDownloads: true })
    context.setDefaultTimeout(TIMEOUT_MS)
    const own = new URL(o.url).origin
    await context.route('**/*', route => {
      const url = route.request().url()
      if (url.startsWith(own + '/')) return route.continue()
      if (url.startsWith(PERFETTO + '/')) return route.fulfill({ contentType: 'text/html', body: VIEWER })
      r.requests.push(url)
      return route.abort()
    })
    const watch = page => {
      page.on('console', message => ['error', 'warning'].includes(message.type()) && r.console.push(message.text()))
      page.on('pageerror', error => r.console.push(error.message))
      page.on('dialog', dialog => { r.dialogs++; dialog.dismiss() })
      return page
    }
    context.on('page', watch)
    const page = await context.newPage()
    const begun = Date.now()
    await page.goto(o.url)
    r.address = page.url()
    await page.waitForFunction(() => document.querySelector('#state').textContent === 'live')
    r.liveMillis = Date.now() - begun
    r.resources = await useResources(page, o)
    await page.waitForTimeout(1500)
    await shoot(page, o, 'resources')
    r.overflow.wide = await overflow(page)
    r.chart = await useChart(page)
    r.figures = await figures(page)
    r.flame = await useFlame(page, o)
    await tab(page, 'running')
    await page.locator('.thread').first().waitFor()
    r.running = await page.locator('.thread h3').allTextContents()
    await shoot(page, o, 'running')
    if (await page.locator('#capture').isVisible()) {
      r.profiler = await useProfiler(page, o)
      r.capture = await useCapture(context, page, o)
      r.compare = await useCompare(context, page, o)
    }
    r.partial = await partial(page)
    r.hitches = await useHitches(page, o)
    r.paused = await pauses(page)
    r.link = await deepLink(context, page)
    r.strange = await page.evaluate(() => document.querySelectorAll('iframe, object, embed, base, form, script:not([src]), style').length)
    await tab(page, 'resources')
    for (const [name, width, colorScheme] of LOOKS) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 950 })
      await page.waitForTimeout(700)
      r.overflow[name] = await overflow(page)
      await shoot(page, o, name)
    }
    console.log(JSON.stringify(r))
  } finally {
    await browser.close()
  }
}

main().catch(error => {
  console.error(error instanceof Stop ? error.message : error.stack)
  process.exit(error instanceof Stop ? error.code : 1)
})
