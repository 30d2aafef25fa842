#!/usr/bin/env node
// Opens one trace in Speedscope and in the Catapult trace viewer and compares what they show with the file.
// Usage and what is compared: README.md.
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, writeSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const GO_TRACE = '/usr/share/go-1.19/src/cmd/trace/static/trace_viewer_full.html'
const TIMEOUT_MS = 300_000
const LISTED = 20 // longest list of messages or examples in the report

class Stop extends Error {
  constructor(code, message) { super(message); this.code = code }
}

// ---------------------------------------------------------------- command line

function options(argv) {
  const o = { truncated: false, screenshots: null, chromium: '/usr/bin/chromium', catapult: GO_TRACE, speedscope: join(HERE, 'node_modules/speedscope/dist/release'), trace: null }
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i]
    if (a === '--truncated') o.truncated = true
    else if (['--screenshots', '--chromium', '--catapult', '--speedscope'].includes(a)) {
      if (i + 1 >= argv.length) throw new Stop(2, `${a} needs a value.`)
      o[a.slice(2)] = resolve(argv[++i])
    } else if (a.startsWith('-')) throw new Stop(2, `Unknown option ${a}.`)
    else if (o.trace) throw new Stop(2, 'Only one trace may be given.')
    else o.trace = resolve(a)
  }
  if (!o.trace) throw new Stop(2, 'Usage: node check.mjs TRACE.json [--truncated] [--screenshots DIR] [--chromium PATH] [--catapult PATH] [--speedscope DIR]')
  if (!existsSync(o.trace) || !statSync(o.trace).isFile()) throw new Stop(2, `There is no trace ${o.trace}.`)
  return o
}

async function tools(o) {
  if (!existsSync(o.chromium)) throw new Stop(3, `Chromium is missing at ${o.chromium} (apt-get install chromium, or --chromium PATH).`)
  if (existsSync(o.catapult) && statSync(o.catapult).isDirectory()) o.catapult = join(o.catapult, 'trace_viewer_full.html')
  if (!existsSync(o.catapult)) throw new Stop(3, `The Catapult trace viewer is missing at ${o.catapult} (apt-get install golang-1.19-src, or --catapult PATH).`)
  if (!existsSync(join(o.speedscope, 'index.html'))) throw new Stop(3, `Speedscope is missing at ${o.speedscope} (npm ci, or --speedscope DIR).`)
  try {
    return (await import('playwright-core')).chromium
  } catch {
    throw new Stop(3, 'playwright-core is missing (npm ci).')
  }
}

// ---------------------------------------------------------------- the file

const ns = us => Math.round(Number(us) * 1000)

/** Reads the trace as strictly as its state allows: a finished file must be JSON as it stands. */
function readTrace(path, truncated) {
  const file = { bytes: statSync(path).size, events: 0, slices: 0, flows: 0, tracks: new Map(), problems: [] }
  let text = readFileSync(path, 'utf8')
  let events
  try {
    if (truncated) {
      text = text.trim()
      if (text.startsWith('[')) {
        text = text.replace(/,\s*$/, '')
        if (!text.endsWith(']')) text += ']'
      }
    }
    events = JSON.parse(text)
  } catch (e) {
    file.problems.push(`The trace is not JSON: ${e.message}`)
    return file
  }
  text = null
  if (!Array.isArray(events)) events = events?.traceEvents
  if (!Array.isArray(events)) {
    file.problems.push('The trace holds no list of events.')
    return file
  }
  const processes = new Map()
  const threads = new Map()
  const track = e => {
    const key = `${e.pid}:${e.tid}`
    let t = file.tracks.get(key)
    if (!t) file.tracks.set(key, t = { key, pid: e.pid, tid: e.tid, slices: 0, instants: 0, hidden: 0, checked: [], byId: new Map() })
    return t
  }
  for (const e of events) {
    file.events++
    switch (e.ph) {
      case 'M':
        if (e.name === 'process_name' && e.args?.name) processes.set(String(e.pid), e.args.name)
        if (e.name === 'thread_name' && e.args?.name) threads.set(`${e.pid}:${e.tid}`, e.args.name)
        break
      case 'X': {
        file.slices++
        const t = track(e)
        t.slices++
        if (String(e.cat ?? '').includes('trace_event_overhead')) t.hidden++
        const start = ns(e.ts)
        const a = e.args ?? {}
        const slice = { id: a.span_id, parent: a.parent_span_id, piece: Boolean(a.continued || a.earlier), start, end: start + ns(e.dur ?? 0), name: e.name }
        if (slice.id === undefined) break
        for (const id of [slice.id, slice.parent]) {
          if (id !== undefined && !Number.isSafeInteger(id)) note(file.problems, `The span id ${id} of ${e.name} at ${e.ts} cannot be held exactly by JavaScript.`)
        }
        if (!t.byId.has(slice.id)) t.byId.set(slice.id, [slice])
        else {
          t.byId.get(slice.id).push(slice)
          if (t.byId.get(slice.id).filter(s => !s.piece).length > 1) note(file.problems, `The span id ${slice.id} is used by more than one slice of track ${t.key}.`)
        }
        if (slice.parent !== undefined && !slice.piece) t.checked.push(slice)
        break
      }
      case 'B':
        file.slices++
        track(e).slices++
        break
      case 'i': case 'I': case 'R':
        if (e.s === undefined || e.s === 't') track(e).instants++
        break
      case 't': case 'f':
        file.flows++
        break
    }
  }
  for (const t of file.tracks.values()) {
    const p = processes.get(String(t.pid))
    const n = threads.get(t.key)
    // The way Speedscope names a track.
    t.title = p != null && n != null ? `${p} (pid ${t.pid}), ${n} (tid ${t.tid})`
      : p != null ? `${p} (pid ${t.pid}, tid ${t.tid})`
        : n != null ? `${n} (pid ${t.pid}, tid ${t.tid})` : `pid ${t.pid}, tid ${t.tid}`
    // Only a parent which encloses the slice on the same track can be shown above it.
    t.checked = t.checked.filter(s => t.byId.get(s.parent)?.some(p => encloses(p, s, 0)))
  }
  return file
}

const encloses = (p, s, slack) => p.start <= s.start + slack && p.end + slack >= s.end

function note(list, message) {
  if (list.length < LISTED) list.push(message)
  else if (list.length === LISTED) list.push('… and more')
}

/**
 * Compares one track with the viewer's tree. shown = {ids, parents, pieces, lengths}: for every slice in the viewer its span id
 * (or -1), the index of the slice above it (or -1), whether it is a continued or earlier piece and its length in ns.
 * slack (in ns) is the viewer's own rounding of stamps.
 */
function compareTrack(t, shown, expected, slack, problems) {
  const n = shown.ids.length
  if (n !== expected) note(problems, `Track ${t.key}: ${expected} slices in the file, ${n} in the viewer.`)
  const nodes = new Map()
  for (let i = 0; i < n; i++) if (shown.ids[i] !== -1 && !shown.pieces[i] && !nodes.has(shown.ids[i])) nodes.set(shown.ids[i], i)
  for (const s of t.checked) {
    let i = nodes.get(s.id)
    if (i === undefined) {
      note(problems, `Track ${t.key}: slice ${s.id} (${s.name}) is not shown.`)
      continue
    }
    do i = shown.parents[i]
    while (i !== -1 && shown.ids[i] !== s.parent)
    if (i === -1) note(problems, `Track ${t.key}: slice ${s.id} (${s.name}) is not shown below ${s.parent}.`)
  }
  let rounded = 0
  for (let i = 0; i < n; i++) {
    if (shown.ids[i] === -1) continue
    const s = t.byId.get(shown.ids[i])?.filter(x => x.piece === Boolean(shown.pieces[i]))
    if (s?.length && !s.some(c => Math.abs(c.end - c.start - shown.lengths[i]) <= 100 + (c.end - c.start) / 1e6)) {
      note(problems, `Track ${t.key}: slice ${shown.ids[i]} (${s[0].name}) lasts ${s[0].end - s[0].start} ns in the file, ${Math.round(shown.lengths[i])} ns in the viewer.`)
    }
    const above = shown.parents[i]
    if (above === -1 || shown.ids[above] === -1) continue
    const p = t.byId.get(shown.ids[above])?.filter(x => x.piece === Boolean(shown.pieces[above]))
    if (!s?.length || !p?.length || s.some(c => p.some(q => encloses(q, c, 0)))) continue
    if (slack && s.some(c => p.some(q => encloses(q, c, slack)))) rounded++
    else note(problems, `Track ${t.key}: slice ${shown.ids[i]} (${s[0].name}) is shown below ${shown.ids[above]} (${p[0].name}), which does not enclose it.`)
  }
  return rounded
}

// ---------------------------------------------------------------- the browser

async function launch(chromium, path) {
  try {
    return await chromium.launch({
      executablePath: path,
      headless: true,
      timeout: 60_000,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--disable-dev-shm-usage', '--enable-unsafe-swiftshader', '--allow-file-access-from-files', '--host-resolver-rules=MAP * ~NOTFOUND', '--js-flags=--max-old-space-size=4096'],
    })
  } catch (e) {
    throw new Stop(3, `Chromium at ${path} could not be started: ${String(e.message).split('\n')[0]}`)
  }
}

async function openPage(browser, errors, warnings) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  page.setDefaultTimeout(TIMEOUT_MS)
  page.on('pageerror', e => note(errors, String(e.message ?? e)))
  page.on('crash', () => note(errors, 'The page ran out of memory or crashed.'))
  page.on('console', m => {
    if (m.type() === 'error') note(errors, m.text())
    else if (m.type() === 'warning' && !/GL Driver Message/.test(m.text())) note(warnings, m.text())
  })
  return page
}

async function shoot(page, dir, name) {
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  await page.waitForTimeout(1000)
  await page.screenshot({ path: join(dir, name) })
}

/** The wrapper which Speedscope's own command line writes: the file in base64, handed to the app. */
function writeLocalProfile(trace, path) {
  const out = openSync(path, 'w')
  try {
    writeSync(out, `speedscope.loadFileFromBase64(${JSON.stringify(basename(trace))}, "`)
    const bytes = readFileSync(trace)
    const step = 3 << 20
    for (let at = 0; at < bytes.length; at += step) writeSync(out, bytes.toString('base64', at, Math.min(at + step, bytes.length)))
    writeSync(out, '")')
  } finally {
    closeSync(out)
  }
}

async function inSpeedscope(browser, o, file, scratch) {
  const r = { loaded: false, title: '', consoleErrors: [], consoleWarnings: [], profiles: 0, frames: 0, slices: 0, nestingMatches: false, problems: [], seconds: 0 }
  const begun = Date.now()
  const page = await openPage(browser, r.consoleErrors, r.consoleWarnings)
  try {
    // The app keeps its profiles to itself; every one of them passes here when its call tree is created.
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
    page.on('dialog', d => {
      note(r.consoleErrors, `Speedscope says: ${d.message()}`)
      d.dismiss().catch(() => {})
      over(false)
    })
    page.on('console', m => {
      if (/^import: /.test(m.text())) over(true)
      else if (/^Failed to load format/.test(m.text())) { note(r.consoleErrors, m.text()); over(false) }
    })
    page.on('crash', () => over(false))
    const local = join(scratch, 'profile.js')
    writeLocalProfile(o.trace, local)
    await page.goto(`${pathToFileURL(join(o.speedscope, 'index.html'))}#localProfilePath=${encodeURIComponent(local)}`)
    const late = setTimeout(() => { note(r.consoleErrors, 'Speedscope did not finish in time.'); over(false) }, TIMEOUT_MS)
    r.loaded = await done
    clearTimeout(late)
    if (!r.loaded) {
      r.title = await page.title().catch(() => '')
      return r
    }
    await page.waitForTimeout(200)
    r.title = await page.title()
    const shown = await page.evaluate(() => window.profilesMade.map(p => {
      const known = new Map()
      const what = frame => {
        let w = known.get(frame)
        if (w) return w
        w = { id: -1, piece: 0 }
        for (let at = frame.name.indexOf(' {'); at >= 0; at = frame.name.indexOf(' {', at + 1)) {
          try {
            const a = JSON.parse(frame.name.slice(at + 1))
            w = { id: a.span_id ?? -1, piece: a.continued || a.earlier ? 1 : 0 }
            break
          } catch { /* not the arguments yet */ }
        }
        known.set(frame, w)
        return w
      }
      const ids = []; const parents = []; const pieces = []; const lengths = []
      const todo = p.appendOrderCalltreeRoot.children.map(node => [node, -1]).reverse()
      while (todo.length) {
        const [node, above] = todo.pop()
        const me = ids.length
        const w = what(node.frame)
        ids.push(w.id); parents.push(above); pieces.push(w.piece); lengths.push(node.getTotalWeight() * 1000)
        for (let i = node.children.length - 1; i >= 0; i--) todo.push([node.children[i], me])
      }
      return { title: p.getName(), frames: known.size, ids, parents, pieces, lengths }
    }))
    r.profiles = shown.length
    const byTitle = new Map(shown.map(p => [p.title, p]))
    const withSlices = [...file.tracks.values()].filter(t => t.slices > 0)
    for (const t of withSlices) {
      const p = byTitle.get(t.title)
      if (!p) note(r.problems, `Track ${t.key} is not shown (expected as "${t.title}").`)
      else compareTrack(t, p, t.slices, 0, r.problems)
    }
    for (const p of shown) {
      r.frames += p.frames
      r.slices += p.ids.length
    }
    if (shown.length !== withSlices.length) note(r.problems, `${withSlices.length} tracks with slices in the file, ${shown.length} profiles in the viewer.`)
    // Speedscope warns of every end it drops and of every slice it has to close itself.
    for (const w of r.consoleWarnings) if (/Tried to end|still open at end/.test(w)) note(r.problems, w.slice(0, 200))
    r.nestingMatches = r.problems.length === 0
    await shoot(page, o.screenshots, 'speedscope.png')
  } catch (e) {
    note(r.consoleErrors, String(e.message ?? e).split('\n')[0])
    r.nestingMatches = false
  } finally {
    r.seconds = (Date.now() - begun) / 1000
    await page.close().catch(() => {})
  }
  return r
}

async function inCatapult(browser, o, file, scratch) {
  const r = { loaded: false, importWarnings: [], warnings: 0, consoleErrors: [], threads: [], slices: 0, flows: 0, flowsInFile: file.flows, rounded: 0, nestingMatches: false, problems: [], seconds: 0 }
  const begun = Date.now()
  const page = await openPage(browser, r.consoleErrors, [])
  try {
    // The viewer's elements need the web components shim next to it, which its host page has to load first.
    const components = join(dirname(o.catapult), 'webcomponents.min.js')
    const shim = existsSync(components) ? `<script src="${pathToFileURL(components)}"></script>` : ''
    const host = join(scratch, 'catapult.html')
    writeFileSync(host, readFileSync(o.catapult, 'utf8').replace(/<head[^>]*>/, head => head + shim))
    await page.goto(String(pathToFileURL(host)), { waitUntil: 'load' })
    await page.waitForFunction(() => typeof tr !== 'undefined' && Boolean(tr.Model && tr.importer && tr.importer.Import), null, { timeout: 30_000 })
    await page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'trace-file'
      document.body.appendChild(input)
    })
    await page.setInputFiles('#trace-file', o.trace)
    const shown = await page.evaluate(async () => {
      const text = await document.querySelector('#trace-file').files[0].text()
      document.querySelector('#trace-file').remove()
      const model = window.fileModel = new tr.Model()
      const options = new tr.importer.ImportOptions()
      options.shiftWorldToZero = false
      let failure = null
      try {
        new tr.importer.Import(model, options).importTraces([text])
      } catch (e) {
        failure = String(e && e.message || e)
      }
      const threads = []
      for (const p of Object.values(model.processes)) {
        for (const t of Object.values(p.threads)) {
          const slices = t.sliceGroup.slices
          const at = new Map()
          slices.forEach((s, i) => at.set(s, i))
          threads.push({
            pid: p.pid, tid: t.tid, process: p.name ?? null, name: t.name ?? null,
            ids: slices.map(s => s.args && s.args.span_id !== undefined ? s.args.span_id : -1),
            parents: slices.map(s => s.parentSlice === undefined ? -1 : at.get(s.parentSlice)),
            pieces: slices.map(s => s.args && (s.args.continued || s.args.earlier) ? 1 : 0),
            lengths: slices.map(s => s.duration * 1e6),
          })
        }
      }
      return { failure, threads, warnings: model.importWarnings.map(w => `${w.type}: ${w.message}`), flows: model.flowEvents.length }
    })
    if (shown.failure) note(r.consoleErrors, `The import failed: ${shown.failure}`)
    r.loaded = !shown.failure
    r.warnings = shown.warnings.length
    r.flowWarnings = shown.warnings.filter(w => /^flow_slice_(ordering|start|end)_error/.test(w)).length
    for (const w of shown.warnings) note(r.importWarnings, w)
    r.flows = shown.flows
    const byKey = new Map(shown.threads.map(t => [`${t.pid}:${t.tid}`, t]))
    for (const t of shown.threads) {
      r.threads.push({ pid: t.pid, tid: t.tid, process: t.process, name: t.name, slices: t.ids.length })
      r.slices += t.ids.length
    }
    for (const t of file.tracks.values()) {
      const expected = t.slices - t.hidden + t.instants
      const v = byKey.get(t.key)
      if (v) r.rounded += compareTrack(t, v, expected, 1000, r.problems)
      else if (expected) note(r.problems, `Track ${t.key} is not shown.`)
    }
    if (!o.truncated && r.flows !== file.flows) note(r.problems, `${file.flows} flow ends in the file, ${r.flows} flows in the viewer.`)
    r.nestingMatches = r.loaded && r.problems.length === 0
    if (o.screenshots && r.loaded) {
      await page.evaluate(() => {
        document.documentElement.style.height = document.body.style.height = '100%'
        document.body.style.margin = '0'
        const container = document.createElement('track-view-container')
        container.id = 'track_view_container'
        const viewer = document.createElement('tr-ui-timeline-view')
        viewer.track_view_container = container
        Polymer.dom(viewer).appendChild(container)
        viewer.globalMode = true
        viewer.style.height = viewer.style.width = '100%'
        Polymer.dom(document.body).appendChild(viewer)
        viewer.model = window.fileModel
      }).catch(() => {})
      await shoot(page, o.screenshots, 'catapult.png')
    }
  } catch (e) {
    note(r.consoleErrors, String(e.message ?? e).split('\n')[0])
    r.nestingMatches = false
  } finally {
    r.seconds = (Date.now() - begun) / 1000
    await page.close().catch(() => {})
  }
  return r
}

// ---------------------------------------------------------------- the run

async function main() {
  const o = options(process.argv.slice(2))
  const chromium = await tools(o)
  const file = readTrace(o.trace, o.truncated)
  const scratch = mkdtempSync(join(tmpdir(), 'fxprof-viewers-'))
  let browser
  try {
    browser = await launch(chromium, o.chromium)
    const speedscope = await inSpeedscope(browser, o, file, scratch)
    const catapult = await inCatapult(browser, o, file, scratch)
    // A file cut off by a kill may lack the other end of a flow; every other warning counts.
    const warned = catapult.warnings - (o.truncated ? catapult.flowWarnings ?? 0 : 0)
    const ok = file.problems.length === 0 && speedscope.loaded && speedscope.consoleErrors.length === 0 && speedscope.nestingMatches
      && catapult.loaded && warned === 0 && catapult.nestingMatches
    const checked = [...file.tracks.values()].reduce((n, t) => n + t.checked.length, 0)
    const report = { file: { bytes: file.bytes, events: file.events, slices: file.slices, flows: file.flows, tracks: file.tracks.size, nestedSlices: checked, problems: file.problems }, speedscope, catapult, ok }
    process.stdout.write(JSON.stringify(report, null, 1) + '\n')
    return ok ? 0 : 1
  } finally {
    await browser?.close().catch(() => {})
    rmSync(scratch, { recursive: true, force: true })
  }
}

main().then(code => { process.exitCode = code }, e => {
  process.stderr.write(`${e.message}\n`)
  process.exitCode = e instanceof Stop ? e.code : 1
})
