#!/usr/bin/env node
// Opens a flame graph, as a file or in a page, and searches, zooms and walks in it. Usage and what is compared: README.md.
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const CHROMIUM = '/usr/bin/chromium'
const TIMEOUT_MS = 60_000

class Stop extends Error {
  constructor(code, message) { super(message); this.code = code }
}

function options(argv) {
  const o = { search: '', screenshots: null, dark: false, chromium: CHROMIUM, file: null }
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i]
    if (a === '--dark') o.dark = true
    else if (['--search', '--screenshots', '--chromium'].includes(a)) {
      if (i + 1 >= argv.length) throw new Stop(2, `${a} needs a value.`)
      o[a.slice(2)] = argv[++i]
    } else if (a.startsWith('-') || o.file) throw new Stop(2, 'Usage: node flamegraph.mjs FILE.svg|FILE.html [--search REGEX] [--dark] [--screenshots DIR] [--chromium PATH]')
    else o.file = resolve(a)
  }
  if (!o.file || !existsSync(o.file)) throw new Stop(2, `There is no flame graph ${o.file}.`)
  if (!existsSync(o.chromium)) throw new Stop(3, `Chromium is missing at ${o.chromium} (apt-get install chromium, or --chromium PATH).`)
  return o
}

/** What the graph shows now: names and widths in pixels of the frames that can be seen. */
const shown = page => page.evaluate(() => {
  const seen = Array.from(document.querySelectorAll('.fxfg-f'))
    .map(g => ({ g, box: g.querySelector('rect').getBoundingClientRect() })).filter(f => f.box.width > 0)
  return {
    frames: seen.length,
    found: seen.filter(f => f.g.classList.contains('fxfg-found')).length,
    widest: Math.max(...seen.map(f => f.box.width)),
    right: Math.max(...seen.map(f => f.box.right)),
    overflow: seen.filter(f => { const t = f.g.querySelector('text'); return t && t.textContent && t.getBoundingClientRect().width > f.box.width + 1 }).length,
    matched: document.querySelector('.fxfg-matched')?.textContent ?? '',
    details: document.querySelector('.fxfg-details')?.textContent ?? '',
    focused: document.activeElement?.querySelector?.('title')?.textContent?.split('\n')[0] ?? '',
  }
})

async function check(page, o, shoot) {
  const r = { start: await shown(page) }
  await shoot('start')
  const graph = page.locator('svg.fxfg').first()
  await graph.locator('.fxfg-f').first().focus()
  await page.keyboard.press('/')
  await page.keyboard.type(o.search)
  r.searched = await shown(page)
  await shoot('searched')
  const second = graph.locator('.fxfg-f[data-d="2"]').first()
  await second.hover()
  r.hovered = await shown(page)
  await second.click()
  r.zoomed = await shown(page)
  await shoot('zoomed')
  await page.keyboard.press('ArrowUp')
  r.walked = await shown(page)
  await page.keyboard.press('Escape')
  r.reset = await shown(page)
  return r
}

async function main() {
  const o = options(process.argv.slice(2))
  const { chromium } = await import('playwright-core').catch(() => { throw new Stop(3, 'playwright-core is missing (npm ci).') })
  const browser = await chromium.launch({
    executablePath: o.chromium, headless: true, timeout: TIMEOUT_MS,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'],
  }).catch(e => { throw new Stop(3, `Chromium could not be started: ${String(e.message).split('\n')[0]}`) })
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 900 }, colorScheme: o.dark ? 'dark' : 'light' })
    page.setDefaultTimeout(TIMEOUT_MS)
    const errors = []; const requests = []; const dialogs = []
    page.on('pageerror', e => errors.push(String(e.message ?? e)))
    page.on('console', m => errors.push(`${m.type()}: ${m.text()}`))
    page.on('request', q => requests.push(q.url()))
    page.on('dialog', d => { dialogs.push(d.message()); d.dismiss().catch(() => {}) })
    await page.goto(pathToFileURL(o.file).href)
    const shoot = async name => {
      if (!o.screenshots) return
      mkdirSync(o.screenshots, { recursive: true })
      await page.screenshot({ path: join(o.screenshots, `flamegraph-${name}${o.dark ? '-dark' : ''}.png`) })
    }
    const r = await check(page, o, shoot)
    console.log(JSON.stringify({ ...r, errors, dialogs, requests: requests.slice(1) }, null, 1))
  } finally {
    await browser.close()
  }
}

main().catch(e => {
  console.error(e instanceof Stop ? e.message : e)
  process.exitCode = e instanceof Stop ? e.code : 1
})
