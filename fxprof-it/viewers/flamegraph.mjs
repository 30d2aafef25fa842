#!/usr/bin/env node
// Opens a flame graph, as a file or in a page, and searches, zooms and walks in it. Usage and what is compared: README.md.
import { pathToFileURL } from 'node:url'
import { options, run, shoot, withPage } from './browser.mjs'

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

async function check(page, o) {
  const colour = o.dark ? '-dark' : ''
  const r = { start: await shown(page) }
  await shoot(page, o, `flamegraph-start${colour}.png`)
  const graph = page.locator('svg.fxfg').first()
  await graph.locator('.fxfg-f').first().focus()
  await page.keyboard.press('/')
  await page.keyboard.type(o.search)
  r.searched = await shown(page)
  await shoot(page, o, `flamegraph-searched${colour}.png`)
  // A frame in the middle that a mouse can hit.
  const widest = await graph.locator('.fxfg-f[data-d="2"]').evaluateAll(all => all
    .reduce((best, g, i) => Number(g.dataset.w) > Number(all[best].dataset.w) ? i : best, 0))
  const second = graph.locator('.fxfg-f[data-d="2"]').nth(widest)
  await second.hover()
  r.hovered = await shown(page)
  await second.click()
  r.zoomed = await shown(page)
  await shoot(page, o, `flamegraph-zoomed${colour}.png`)
  await page.keyboard.press('ArrowUp')
  r.walked = await shown(page)
  await page.keyboard.press('Escape')
  r.reset = await shown(page)
  return r
}

run(() => {
  const o = options(process.argv.slice(2), { search: '', dark: false }, 'Usage: node flamegraph.mjs FILE.svg|FILE.html [--search REGEX] [--dark] [--screenshots DIR] [--chromium PATH]')
  return withPage(o, o.dark ? 'dark' : 'light', async (page, said) => {
    await page.goto(pathToFileURL(o.file).href)
    const shownThen = await check(page, o)
    return { ...shownThen, ...said, requests: said.requests.slice(1) }
  })
})
