// The page: which server, which view, which seconds. All of it stands in the address, so that a link shows what you saw.
import { LoggedOut, Stream, trigger } from './connection.js'
import { $, choices, clock, count, duration, make, percent, rate, say } from './dom.js'
import { Flame } from './flame.js'
import { Hitches } from './hitches.js'
import { Profiler, inAll } from './profiler.js'
import { Resources } from './resources.js'
import { Running } from './running.js'
import { Timeline } from './timeline.js'

const KEPT_TICKS = 8000
const WINDOWS = [{ key: 1, label: '1 s' }, { key: 10, label: '10 s' }, { key: 60, label: '1 min' }, { key: 900, label: '15 min' }]
const VIEWS = [{ key: 'resources', label: 'Resources' }, { key: 'flame', label: 'Flame graph' }, { key: 'hitches', label: 'Hitches' },
  { key: 'running', label: 'Running now' }, { key: 'profiler', label: 'Profiler' }]
const USUAL = { server: '', view: 'resources', window: 10, range: 60, search: '', sort: 'selfNanos', down: true, hitch: '' }
const STATES = { WAITING: 'waiting for its first span', LIVE: 'live', SILENT: 'silent', ENDED: 'ended' }
const NOTICE_MS = 8000

class App {
  constructor() {
    this.servers = new Map()
    this.paused = false
    this.link = this.readLink()
    this.views = {}
    this.hitches = new Hitches(this)
    this.views = { resources: new Resources(this), flame: new Flame(this), hitches: this.hitches, running: new Running(this), profiler: new Profiler(this) }
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
    if (link.range !== 60 && link.range !== 900) link.range = USUAL.range
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
    this.showView()
    this.draw()
  }

  showView() {
    this.tabs.show(this.link.view)
    const view = this.views[this.link.view]
    if ($('view').firstChild !== view.element) $('view').replaceChildren(view.element)
    view.show()
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
    const text = this.connection === 'loggedOut' ? 'logged out' : this.connection === 'lost' ? 'connection lost'
      : this.paused ? 'paused' : latest ? STATES[latest.state] : 'connecting'
    say($('state'), text)
    $('state').dataset.state = this.connection !== 'open' ? 'lost' : this.paused ? 'paused' : latest?.state ?? ''
    say($('title'), latest ? latest.title || latest.server : '')
    document.body.classList.toggle('stale', this.connection !== 'open' || latest?.state !== 'LIVE')
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
    const { latest, window } = this.server
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
      set('spans', rate(window.spans / Math.max(0.25, window.coveredNanos / 1e9)))
    } else for (const key of ['tick', 'p99', 'max', 'over', 'spans']) set(key, '–')
    set('hitches', count(latest.hitches), latest.hitches > 0 ? 'warm' : '')
    const cost = latest.cost
    const lost = inAll(cost)
    set('cost', cost.profilerTickPercent < 0 ? percent(cost.analysisPercent) : percent(cost.profilerTickPercent))
    say(this.cards.cost.card.firstChild, cost.profilerTickPercent < 0 ? 'Analysis, one core' : 'Profiler')
    set('drops', count(lost), lost > 0 ? 'bad' : 'good')
    say($('own'), 'Profiler: ' + (cost.profilerTickPercent < 0 ? '' : percent(cost.profilerTickPercent) + ' of the ticks, ') + percent(cost.analysisPercent) + ' of one core here, '
      + count(lost) + ' records lost; flight recorder ' + rate(cost.recorderSeconds) + ' s. As of ' + clock(latest.atMillis) + '.')
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
