#!/usr/bin/env node
// Opens a file of Speedscope's own format in Speedscope and compares what it shows with the file. Usage and what is compared: README.md.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HERE, Stop, note, options, run, shoot, withPage } from './browser.mjs'

const LATE_MS = 120_000

/** Checks a value against what Speedscope's schema uses of JSON Schema; returns the first problem. */
function invalid(schema, rule, value, at) {
  if (rule.$ref) return invalid(schema, schema.definitions[rule.$ref.split('/').pop()], value, at)
  if (rule.anyOf) {
    const problems = rule.anyOf.map(one => invalid(schema, one, value, at))
    return problems.includes(null) ? null : problems[0]
  }
  if ('const' in rule && value !== rule.const) return `${at} is not ${rule.const}`
  if (rule.enum && !rule.enum.includes(value)) return `${at} is none of ${rule.enum}`
  const type = Array.isArray(value) ? 'array' : typeof value
  if (rule.type && rule.type !== type) return `${at} is ${type}, not ${rule.type}`
  for (const key of rule.required ?? []) if (!(key in value)) return `${at}.${key} is missing`
  for (const [key, inner] of Object.entries(rule.properties ?? {})) {
    const problem = key in value ? invalid(schema, inner, value[key], `${at}.${key}`) : null
    if (problem) return problem
  }
  for (let i = 0; rule.items && i < value.length; i++) {
    const problem = invalid(schema, rule.items, value[i], `${at}[${i}]`)
    if (problem) return problem
  }
  return null
}

/** The slices of a profile in the order in which they begin: [frame, index of the slice around it, duration]. */
function slices(profile) {
  const all = []
  const open = []
  const begin = (frame, at) => { all.push([frame, open.length ? open.at(-1) : -1, -at]); open.push(all.length - 1) }
  const end = at => { all[open.pop()][2] += at }
  if (profile.type === 'evented') {
    for (const e of profile.events) e.type === 'O' ? begin(e.frame, e.at) : end(e.at)
    return all
  }
  let now = 0
  let before = []
  profile.samples.forEach((sample, i) => {
    if (profile.weights[i] === 0) return
    let common = 0
    while (common < Math.min(sample.length, before.length) && sample[common] === before[common]) common++
    while (open.length > common) end(now)
    for (const frame of sample.slice(common)) begin(frame, now)
    now += profile.weights[i]
    before = sample
  })
  while (open.length) end(now)
  return all
}

/** What the app's own call trees hold, in the same form, frames by name, file and line. */
const trees = page => page.evaluate(() => window.profilesMade.map(p => {
  const all = []
  const todo = p.appendOrderCalltreeRoot.children.map(node => [node, -1]).reverse()
  while (todo.length) {
    const [node, above] = todo.pop()
    all.push([[node.frame.name, node.frame.file ?? null, node.frame.line ?? null].join('\n'), above, node.getTotalWeight()])
    for (let i = node.children.length - 1; i >= 0; i--) todo.push([node.children[i], all.length - 1])
  }
  return { name: p.getName(), slices: all }
}))

async function open(page, said, o, scratch) {
  // Every profile passes here when its call tree is made.
  await page.addInitScript(() => {
    const made = window.profilesMade = []
    Object.defineProperty(Object.prototype, 'appendOrderCalltreeRoot', {
      configurable: true,
      set(root) {
        made.push(this)
        Object.defineProperty(this, 'appendOrderCalltreeRoot', { value: root, writable: true, enumerable: true, configurable: true })
      },
    })
  })
  let over
  const done = new Promise(resolveDone => { over = resolveDone })
  page.on('dialog', () => over(false))
  page.on('console', m => { if (/^import: /.test(m.text())) over(true); else if (/^Failed to load/.test(m.text())) over(false) })
  const late = setTimeout(() => { note(said.errors, 'Speedscope did not finish in time.'); over(false) }, LATE_MS)
  const local = join(scratch, 'profile.js')
  writeFileSync(local, `speedscope.loadFileFromBase64(${JSON.stringify(basename(o.file))}, "${readFileSync(o.file).toString('base64')}")`)
  await page.goto(`${pathToFileURL(join(o.speedscope, 'index.html'))}#localProfilePath=${encodeURIComponent(local)}`)
  const loaded = await done
  clearTimeout(late)
  await page.waitForTimeout(500)
  return loaded
}

run(async () => {
  const o = options(process.argv.slice(2), { speedscope: join(HERE, 'node_modules/speedscope/dist/release') }, 'Usage: node speedscope.mjs FILE.json [--speedscope DIR] [--screenshots DIR] [--chromium PATH]')
  if (!existsSync(join(o.speedscope, 'index.html'))) throw new Stop(3, `Speedscope is missing at ${o.speedscope} (npm ci, or --speedscope DIR).`)
  const file = JSON.parse(readFileSync(o.file, 'utf8'))
  const schema = JSON.parse(readFileSync(join(o.speedscope, 'file-format-schema.json'), 'utf8'))
  const problems = []
  const bad = invalid(schema, { $ref: schema.$ref ?? '#/definitions/FileFormat.File' }, file, 'file')
  if (bad) note(problems, `The schema of Speedscope: ${bad}`)
  const frame = i => [file.shared.frames[i].name, file.shared.frames[i].file ?? null, file.shared.frames[i].line ?? null].join('\n')
  const scratch = mkdtempSync(join(tmpdir(), 'fxprof-speedscope-'))
  try {
    return await withPage(o, 'light', async (page, said) => {
      const loaded = await open(page, said, o, scratch)
      const shown = loaded ? await trees(page) : []
      let count = 0
      file.profiles.forEach((profile, i) => {
        const expected = slices(profile)
        const found = shown[i]?.slices ?? []
        count += found.length
        if (shown[i]?.name !== profile.name) note(problems, `Profile ${i} is called ${shown[i]?.name}, expected ${profile.name}.`)
        if (found.length !== expected.length) note(problems, `Profile ${i}: ${expected.length} slices in the file, ${found.length} in the viewer.`)
        expected.forEach(([f, above, nanos], at) => {
          const s = found[at]
          if (s && (s[0] !== frame(f) || s[1] !== above || Math.abs(s[2] - nanos) > 0.5 + nanos / 1e9)) {
            note(problems, `Profile ${i}, slice ${at}: ${JSON.stringify([frame(f), above, nanos])} in the file, ${JSON.stringify(s)} in the viewer.`)
          }
        })
      })
      if (loaded) await shoot(page, o, `speedscope-${file.profiles[0]?.type}.png`)
      const ok = loaded && problems.length === 0 && said.errors.length === 0 && said.warnings.length === 0 && said.dialogs.length === 0
      return { loaded, title: await page.title(), profiles: shown.length, slices: count, problems, errors: said.errors, warnings: said.warnings, dialogs: said.dialogs, ok }
    })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})
