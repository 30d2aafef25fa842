// The page: which server, which view, which seconds. All of it stands in the address, so that a link shows what you saw.
import { LoggedOut, Stream, ask, trigger } from './connection.js'
import { $, button, choices, clock, count, day, duration, lacks, make, name, percent, rate, say } from './dom.js'
import { Compare, isMeasure } from './compare.js'
import { Flame } from './flame.js'
import { Hitches, captureActions } from './hitches.js'
import { Profiler, inAll } from './profiler.js'
import { Resources } from './resources.js'
import { Running } from './running.js'
import { Timeline, isRange } from './timeline.js'

const KEPT_TICKS = 8000
const WINDOWS = [{ key: 1, label: '1 s' }, { key: 10, label: '10 s' }, { key: 60, label: '1 min' }, { key: 900, label: '15 min' }]
const VIEWS = [{ key: 'resources', label: 'Resources' }, { key: 'flame', label: 'Flame graph' }, { key: 'hitches', label: 'Hitches' },
  { key: 'running', label: 'Running now' }, { key: 'compare', label: 'Compare' }, { key: 'profiler', label: 'Profiler' }]
const USUAL = { server: '', view: 'resources', window: 10, range: 60, search: '', sort: 'selfNanos', down: true, hitch: '', capture: '', a: '', b: '', measure: 'share' }
/** What a capture can be seen in; the other views are about what is live. */
const OF_CAPTURE = ['resources', 'flame']
const STATES = { WAITING: 'waiting for its first span', LIVE: 'live', SILENT: 'silent', ENDED: 'ended' }
const NOTICE_MS = 8000

class App {
  constructor() {
    this.servers = new Map()
    this.paused = false
    this.link = this.readLink()
    this.views = {}
    this.hitches = new Hitches(this)
    this.views = { resources: new Resources(this), flame: new Flame(this), hitches: this.hitches, running: new Running(this), compare: new Compare(this), profiler: new Profiler(this) }
    this.tabs = choices($('tabs'), VIEWS, 'tab', this.link.view, view => this.go({ view }))
    this.windows = choices($('windows'), WINDOWS, 'radio', this.link.window, window => this.go({ window }))
    this.timeline = new Timeline(this, $('chart'), $('picked'), $('ranges'))
    this.cards = this.buildCards()
    $('search').value = this.link.search
    this.listen()
    this.dark(null)
    this.stream = new Stream({ hello: hello => this.hello(hello), update: update => this.update(update), state: state => this.connected(state) })
    this.stream.subscribe(this.link.window)
    this.hitches.begin()
    if (this.link.capture) this.openCapture()
    this.showView()
    this.timeline.follow()
  }

  get server() { return this.servers.get(this.link.server) }

  // ------------------------------------------------------------------ the address
  readLink() {
    const given = new URLSearchParams(location.hash.slice(1))
    const link = { ...USUAL }
    for (const [key, usual] of Object.entries(USUAL)) {
      if (!given.has(key)) continue
      const text = given.get(key)
      link[key] = typeof usual === 'number' ? Number(text) : typeof usual === 'boolean' ? text === 'true' : text
    }
    if (!VIEWS.some(view => view.key === link.view)) link.view = USUAL.view
    if (!WINDOWS.some(window => window.key === link.window)) link.window = USUAL.window
    if (!isMeasure(link.measure)) link.measure = USUAL.measure
    if (!OF_CAPTURE.includes(link.view)) link.capture = ''
    if (!isRange(link.range)) link.range = USUAL.range
    return link
  }

  writeLink() {
    const hash = new URLSearchParams()
    for (const [key, usual] of Object.entries(USUAL)) if (this.link[key] !== usual) hash.set(key, this.link[key])
    history.replaceState(null, '', '#' + hash)
  }

  /** Changes what is shown. */
  go(change, quiet = false) {
    const before = this.link
    this.link = { ...before, ...change }
    if (!OF_CAPTURE.includes(this.link.view) || this.link.server !== before.server) this.link.capture = ''
    this.writeLink()
    if (quiet) return
    if (this.link.search !== before.search) $('search').value = this.link.search
    if (this.link.window !== before.window) {
      this.windows.show(this.link.window)
      this.stream.subscribe(this.link.window)
      if (this.server) this.server.window = null
      this.pause(false)
    }
    if (this.link.server !== before.server) {
      this.hitches.forget()
      this.views.flame.forget()
      $('server').value = this.link.server
      this.pause(false)
    }
    if (this.link.range !== before.range || this.link.server !== before.server) this.timeline.follow()
    if (this.link.view !== before.view) this.views[before.view].hide?.()
    if (this.link.capture !== before.capture) this.openCapture()
    this.showView()
    this.draw()
  }

  showView() {
    this.tabs.show(this.link.view)
    $('view').setAttribute('aria-labelledby', 'tab-' + this.link.view)
    // The other views are about no window.
    $('windows').hidden = Boolean(this.link.capture) || !OF_CAPTURE.includes(this.link.view)
    const view = this.views[this.link.view]
    if ($('view').firstChild !== view.element) $('view').replaceChildren(view.element)
    view.show()
  }

  // ------------------------------------------------------------------ captures
  /** What the tables are about: the capture that is open, else the last seconds. */
  figures() { return this.link.capture ? this.opened : this.server?.window }

  async openCapture() {
    const id = this.link.capture
    this.opened = null
    $('capture-box').hidden = !id
    $('timeline').hidden = Boolean(id)
    for (const key of ['hitches', 'spans', 'cost', 'drops']) this.cards[key].card.hidden = Boolean(id)
    // What was pressed is gone.
    if (document.activeElement === document.body && this.server) (id ? $('capture-text') : $('view')).focus()
    if (!id) return
    say($('capture-text'), 'The capture is being read …')
    $('capture-actions').replaceChildren(button('Back to live', () => this.go({ capture: '' })))
    try {
      const { capture, interval } = await ask('/api/v1/interval', { capture: id })
      if (id !== this.link.capture) return
      const seconds = interval.coveredNanos / 1e9 || 1
      this.opened = { ...interval, resources: interval.resources.map(row => ({ ...row, callsPerSecond: row.calls / seconds })) }
      const why = capture.hitches.length > 0 ? capture.hitches[0].verdict : capture.reason
      $('capture-text').replaceChildren(make('b', '', 'Capture of ' + day(capture.fromMillis) + ' to ' + clock(capture.toMillis)), ': ', name(why),
        ...(capture.partial ? [' ', make('span', 'partial', lacks(capture))] : []))
      $('capture-actions').replaceChildren(button('Back to live', () => this.go({ capture: '' })), ' ', ...captureActions(this, id).slice(2))
      this.draw()
    } catch (problem) {
      if (id === this.link.capture) say($('capture-text'), 'The capture cannot be shown: ' + problem.message + '.')
    }
  }

  // ------------------------------------------------------------------ what comes
  hello(hello) {
    $('capture').hidden = !hello.mayControl
    if (!hello.servers.includes(this.link.server)) this.link.server = hello.servers[0] ?? ''
    $('server').replaceChildren(...hello.servers.map(one => {
      const option = make('option', '', one)
      option.value = one
      return option
    }))
    $('server').value = this.link.server
    $('server-box').hidden = hello.servers.length < 2
    // After a break the server sends the last minute anew.
    this.servers.clear()
  }

  update(update) {
    for (const part of update.servers) {
      let server = this.servers.get(part.server)
      if (!server) {
        server = { name: part.server, ticks: [], window: null }
        this.servers.set(part.server, server)
      }
      server.ticks.push(...part.ticks.rows)
      if (server.ticks.length > KEPT_TICKS) server.ticks.splice(0, server.ticks.length - KEPT_TICKS)
      if (part.window && part.window.seconds === this.link.window) server.coming = part.window
      server.next = part
    }
    if (!this.paused) this.take()
  }

  /** Takes over what has come, unless the page is paused. */
  take() {
    for (const server of this.servers.values()) {
      server.latest = server.next
      if (server.coming?.seconds === this.link.window) server.window = server.coming
    }
    this.draw()
  }

  connected(state) {
    this.connection = state
    if (state === 'loggedOut') this.notice('The server has started anew and does not know this page any more. Open the address that it printed.', true)
    else if (state === 'open') this.notice('')
    this.drawState()
  }

  // ------------------------------------------------------------------ drawing
  draw() {
    this.drawState()
    if (!this.server?.latest) return
    this.drawCards()
    this.timeline.draw()
    this.views[this.link.view].draw?.()
  }

  drawState() {
    const latest = this.server?.latest
    const text = this.link.capture ? 'capture' : this.connection === 'loggedOut' ? 'logged out' : this.connection === 'lost' ? 'connection lost'
      : this.paused ? 'paused' : latest ? STATES[latest.state] : 'connecting'
    say($('state'), text)
    $('state').dataset.state = this.link.capture ? 'paused' : this.connection !== 'open' ? 'lost' : this.paused ? 'paused' : latest?.state ?? ''
    say($('title'), latest ? latest.title || latest.server : '')
    document.body.classList.toggle('stale', !this.link.capture && (this.connection !== 'open' || latest?.state !== 'LIVE'))
    document.title = (latest && this.servers.size > 1 ? latest.server + ' – ' : '') + 'fxprof'
  }

  buildCards() {
    const cards = {}
    for (const [key, label, help] of [['tick', 'Tick, median', 'Median of the tick times'], ['p99', 'p99', '99th percentile of the tick times'],
      ['max', 'Longest', 'The longest tick'], ['over', 'Over budget', 'Ticks that took longer than their interval allows'],
      ['hitches', 'Hitches', 'Since fxprof serve began'], ['spans', 'Spans/s', 'Activations that were recorded'],
      ['cost', 'Profiler', 'What recording takes of the ticks where the source tells, else what the analysis takes of one core'], ['drops', 'Lost', 'Records lost for any reason']]) {
      const value = make('dd')
      const term = make('dt', '', label)
      const card = make('div', 'card', term, value)
      card.title = help
      card.dataset.card = key
      cards[key] = { card, value }
      $('cards').append(card)
    }
    return cards
  }

  drawCards() {
    const { latest } = this.server
    const window = this.figures()
    const set = (key, text, level = '') => {
      say(this.cards[key].value, text)
      this.cards[key].card.dataset.level = level
    }
    const budget = latest.tickIntervalNanos
    const level = nanos => nanos > budget ? 'bad' : nanos > budget / 2 ? 'warm' : ''
    if (window && window.tick.count > 0) {
      const tick = window.tick
      set('tick', duration(tick.p50Nanos), level(tick.p50Nanos))
      set('p99', duration(tick.p99Nanos), level(tick.p99Nanos))
      set('max', duration(tick.maxNanos), level(tick.maxNanos))
      set('over', count(tick.overBudget) + ' of ' + count(tick.count), tick.overBudget > 0 ? 'warm' : '')
      set('spans', rate((window.spans ?? 0) / Math.max(0.25, window.coveredNanos / 1e9)))
    } else for (const key of ['tick', 'p99', 'max', 'over', 'spans']) set(key, '–')
    this.hitches.expect(latest.hitches)
    set('hitches', count(latest.hitches), latest.hitches > 0 ? 'warm' : '')
    const cost = latest.cost
    const lost = inAll(cost)
    set('cost', cost.profilerTickPercent < 0 ? percent(cost.analysisPercent) : percent(cost.profilerTickPercent))
    say(this.cards.cost.card.firstChild, cost.profilerTickPercent < 0 ? 'Profiler, one core' : 'Profiler')
    set('drops', count(lost), lost > 0 ? 'bad' : 'good')
    say($('own'), 'Profiler: ' + (cost.profilerTickPercent < 0 ? '' : percent(cost.profilerTickPercent) + ' of the ticks, ') + percent(cost.analysisPercent) + ' of one core here, '
      + count(lost) + ' records lost; flight recorder ' + rate(cost.recorderSeconds) + ' s'
      + (cost.forgottenEarly > 0 ? ', short of memory' : '') + '. As of ' + clock(latest.atMillis) + '.')
  }

  // ------------------------------------------------------------------ what a person does
  pause(on) {
    if (on === this.paused) return
    this.paused = on
    $('pause').setAttribute('aria-pressed', String(on))
    say($('pause'), on ? 'Go on' : 'Pause')
    if (!on) {
      this.timeline.release()
      this.take()
    }
    this.drawState()
    this.views[this.link.view].show()
  }

  notice(text, stays = false) {
    clearTimeout(this.noticeTimer)
    $('notice').hidden = text === ''
    say($('notice'), text)
    if (text && !stays) this.noticeTimer = setTimeout(() => { $('notice').hidden = true }, NOTICE_MS)
  }

  async capture() {
    $('capture').disabled = true
    try {
      const id = await trigger(this.link.server)
      this.notice('The last seconds and the next are saved as ' + id + ', in the view Profiler.')
    } catch (problem) {
      this.notice(problem instanceof LoggedOut ? 'Nothing was saved: this page is logged out.' : 'Nothing was saved: ' + problem.message + '.')
    }
    $('capture').disabled = false
  }

  /** null takes what the system prefers. */
  dark(chosen) {
    const kept = chosen ?? ({ dark: true, light: false })[localStorage.getItem('theme')] ?? null
    if (chosen !== null) localStorage.setItem('theme', chosen ? 'dark' : 'light')
    const dark = kept ?? matchMedia('(prefers-color-scheme: dark)').matches
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    $('theme').setAttribute('aria-pressed', String(dark))
    say($('theme'), dark ? 'Light' : 'Dark')
    this.timeline.recolour()
  }

  listen() {
    $('pause').addEventListener('click', () => this.pause(!this.paused))
    $('theme').addEventListener('click', () => this.dark(document.documentElement.dataset.theme !== 'dark'))
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.dark(null))
    $('search').addEventListener('input', () => this.go({ search: $('search').value.trim() }))
    $('server').addEventListener('change', () => this.go({ server: $('server').value }))
    $('capture').addEventListener('click', () => this.capture())
    addEventListener('hashchange', () => {
      const { server, ...link } = this.readLink()
      this.go(server ? { server, ...link } : link)
    })
    document.addEventListener('keydown', event => {
      if (event.target.closest('input, select') || event.ctrlKey || event.metaKey || event.altKey) {
        if (event.key === 'Escape' && event.target.id === 'search') this.go({ search: '' })
        return
      }
      if (event.key === 'p') this.pause(!this.paused)
      else if (event.key === '/') $('search').focus()
      else if (event.key >= '1' && event.key <= String(VIEWS.length)) this.go({ view: VIEWS[event.key - 1].key })
      else return
      event.preventDefault()
    })
  }
}

new App()
