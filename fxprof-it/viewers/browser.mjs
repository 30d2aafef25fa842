// What the checks of single formats share: options, a browser without a network, a page that says what went wrong.
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const HERE = dirname(fileURLToPath(import.meta.url))
const TIMEOUT_MS = 120_000
const LISTED = 20

export class Stop extends Error {
  constructor(code, message) { super(message); this.code = code }
}

/** known: names of options and their defaults; a default of true or false makes a switch. */
export function options(argv, known, usage) {
  const o = { chromium: '/usr/bin/chromium', screenshots: '', ...known, file: null }
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i].startsWith('--') ? argv[i].slice(2) : null
    if (name !== null && typeof o[name] === 'boolean') o[name] = true
    else if (name !== null && typeof o[name] === 'string' && i + 1 < argv.length) o[name] = argv[++i]
    else if (name === null && !o.file) o.file = resolve(argv[i])
    else throw new Stop(2, usage)
  }
  if (!o.file) throw new Stop(2, usage)
  if (!existsSync(o.file)) throw new Stop(2, `There is no file ${o.file}.`)
  if (!existsSync(o.chromium)) throw new Stop(3, `Chromium is missing at ${o.chromium} (apt-get install chromium, or --chromium PATH).`)
  return o
}

export function note(list, message) {
  if (list.length < LISTED) list.push(message)
  else if (list.length === LISTED) list.push('… and more')
}

/** Opens a page and does something with it; said = {errors, warnings, dialogs, requests} fills as it speaks. */
export async function withPage(o, colorScheme, work) {
  const { chromium } = await import('playwright-core').catch(() => { throw new Stop(3, 'playwright-core is missing (npm ci).') })
  const browser = await chromium.launch({
    executablePath: o.chromium, headless: true, timeout: TIMEOUT_MS,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-dev-shm-usage', '--enable-unsafe-swiftshader', '--allow-file-access-from-files', '--host-resolver-rules=MAP * ~NOTFOUND', '--js-flags=--max-old-space-size=4096'],
  }).catch(e => { throw new Stop(3, `Chromium at ${o.chromium} could not be started: ${String(e.message).split('\n')[0]}`) })
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 900 }, colorScheme })
    page.setDefaultTimeout(TIMEOUT_MS)
    const said = { errors: [], warnings: [], dialogs: [], requests: [] }
    page.on('pageerror', e => note(said.errors, String(e.message ?? e)))
    page.on('crash', () => note(said.errors, 'The page ran out of memory or crashed.'))
    page.on('console', m => {
      if (m.type() === 'error') note(said.errors, m.text())
      else if (m.type() === 'warning' && !/GL Driver Message/.test(m.text())) note(said.warnings, m.text())
    })
    page.on('dialog', d => { note(said.dialogs, d.message()); d.dismiss().catch(() => {}) })
    page.on('request', q => note(said.requests, q.url()))
    return await work(page, said)
  } finally {
    await browser.close()
  }
}

export async function shoot(page, o, name) {
  if (!o.screenshots) return
  mkdirSync(o.screenshots, { recursive: true })
  await page.screenshot({ path: join(o.screenshots, name) })
}

export function run(main) {
  Promise.resolve().then(main).then(report => {
    process.stdout.write(JSON.stringify(report, null, 1) + '\n')
    process.exitCode = report.ok === false ? 1 : 0
  }, e => {
    process.stderr.write(`${e.message}\n`)
    process.exitCode = e instanceof Stop ? e.code : 1
  })
}
