// The hitches: what broke a rule, who is to blame, and the capture that shows it.
import { Poll, ask } from './connection.js'
import { button, count, day, duration, make, name, say, words } from './dom.js'

const EVERY = 3000
/** In a storm of hitches the list, which is long, is not asked for more often than that. */
const SOONEST = 1500
const SHOWN = 100
const STATES = {
  PENDING: 'the capture is being made', LIMITED: 'no capture: there were too many of late',
  FAILED: 'no capture: it could not be written', EXPIRED: 'its capture has left the store'
}

export class Hitches {
  constructor(app) {
    this.app = app
    this.note = make('p', 'note')
    this.list = make('div', 'hitches')
    this.element = make('div', '', this.note, this.list)
    this.poll = new Poll(EVERY, () => this.load())
    this.known = []
    this.items = new Map()
  }

  /** Hitches are marked in the chart, so they are asked for in every view. */
  begin() { this.poll.start() }

  /** A hitch that has just been counted is to be seen in the chart at once. */
  expect(counted) {
    if (counted === this.counted || Date.now() - (this.asked ?? 0) < SOONEST) return
    this.counted = counted
    this.load().catch(() => {})
  }

  async load() {
    this.asked = Date.now()
    const server = this.app.server
    if (!server || this.app.paused) return
    const { hitches } = await ask('/api/v1/hitches', { server: server.name })
    if (server !== this.app.server || this.app.paused) return
    this.known = hitches
    this.app.tabs.label('hitches', hitches.length ? 'Hitches ' + count(hitches.length) : 'Hitches')
    if (this.app.link.view === 'hitches') this.draw()
  }

  forget() {
    this.known = []
    this.items.clear()
    this.load().catch(() => {})
  }

  show() { this.draw() }

  draw() {
    const wanted = this.app.link.search.toLowerCase()
    const matches = this.known.filter(hitch => wanted === ''
      || [hitch.verdict, hitch.rule, hitch.resource, hitch.name, ...hitch.chain.map(step => step.name)].join(' ').toLowerCase().includes(wanted))
    say(this.note, this.known.length === 0 ? 'No tick has broken a rule yet. The flight recorder keeps watching.'
      : count(matches.length) + (matches.length === 1 ? ' hitch' : ' hitches') + (matches.length > SHOWN ? ', the newest ' + SHOWN + ' are shown' : '')
        + '. Open one to see the way from the tick down to what took its time.')
    const lines = matches.slice(0, SHOWN).map(hitch => this.item(hitch))
    lines.forEach((line, i) => { if (this.list.children[i] !== line) this.list.insertBefore(line, this.list.children[i] ?? null) })
    while (this.list.children.length > lines.length) this.list.lastChild.remove()
    const linked = this.items.get(this.app.link.hitch)
    if (linked && this.reached !== this.app.link.hitch && linked.element.isConnected) {
      this.reached = this.app.link.hitch
      linked.element.open = true
      linked.element.scrollIntoView({ block: 'center' })
    }
  }

  item(hitch) {
    let item = this.items.get(hitch.id)
    if (!item) {
      item = { element: this.build(hitch), state: '' }
      this.items.set(hitch.id, item)
    }
    const state = hitch.captureState + hitch.capture + hitch.verdict
    if (state !== item.state) {
      item.state = state
      item.element.querySelector('.actions').replaceChildren(...this.actions(hitch))
    }
    return item.element
  }

  build(hitch) {
    const summary = make('summary', '', make('b', '', duration(hitch.durationNanos)), make('span', 'when', day(hitch.atMillis)), name(hitch.verdict))
    const chain = make('ol', 'chain')
    for (const step of hitch.chain) chain.append(make('li', '', name(words(step)), make('span', 'tag', name(step.resource))))
    const facts = make('dl', 'facts')
    const fact = (label, text) => { if (text) facts.append(make('dt', '', label), make('dd', '', name(text))) }
    fact('Rule', hitch.rule)
    fact('Thread', hitch.thread)
    fact('Event', hitch.event)
    fact('Export', hitch.export)
    fact('Native', hitch.nativeName)
    fact('Player', hitch.source > 0 ? String(hitch.source) : '')
    fact('Self time', hitch.selfNanos > 0 ? duration(hitch.selfNanos) : '')
    fact('Today', hitch.timesToday > 0 ? count(hitch.timesToday) + (hitch.timesToday === 1 ? ' time' : ' times, first at ' + day(hitch.firstTodayMillis)) : '')
    const details = make('details', '', summary, chain, facts, make('p', 'actions'))
    details.dataset.hitch = hitch.id
    details.addEventListener('toggle', () => {
      if (!details.open) return
      this.reached = hitch.id
      this.app.go({ hitch: hitch.id }, true)
    })
    return details
  }

  actions(hitch) {
    if (hitch.captureState !== 'SAVED') return [make('span', 'note', STATES[hitch.captureState] ?? '')]
    return captureActions(this.app, hitch.capture)
  }
}

/** What can be done with a capture. */
export function captureActions(app, id) {
  const link = make('a', 'button', 'Download')
  link.href = '/api/v1/capture?' + new URLSearchParams({ id })
  link.download = id + '.pftrace'
  link.title = 'For fxprof report, or any viewer of Perfetto traces'
  const open = button('Open in Perfetto', () => openInPerfetto(app, id))
  open.title = 'Opens ui.perfetto.dev, which gets the capture from this page alone'
  const show = button('Show here', () => app.go({ capture: id, view: 'resources', search: '' }))
  show.title = 'Its resources and its flame graph on this page, without the internet'
  return [show, ' ', link, ' ', open]
}

const PERFETTO = 'https://ui.perfetto.dev'
const PING_MS = 100
const GIVE_UP_MS = 30000

/** Perfetto's own way: its window answers PING once it is ready, then takes the bytes. */
async function openInPerfetto(app, id) {
  const viewer = window.open(PERFETTO)
  if (!viewer) {
    app.notice('The browser did not let this page open ' + PERFETTO + '.')
    return
  }
  let timer = 0
  const stop = () => {
    clearInterval(timer)
    removeEventListener('message', heard)
  }
  const begun = Date.now()
  const answer = fetch('/api/v1/capture?' + new URLSearchParams({ id })).then(got => {
    if (!got.ok) throw new Error('The capture ' + id + ' is no longer there.')
    return got.arrayBuffer()
  })
  const heard = async event => {
    if (event.origin !== PERFETTO || event.source !== viewer || event.data !== 'PONG') return
    stop()
    try {
      const buffer = await answer
      viewer.postMessage({ perfetto: { buffer, title: 'fxprof ' + id, fileName: id + '.pftrace', url: location.href } }, PERFETTO, [buffer])
    } catch (problem) {
      viewer.close()
      app.notice(problem.message)
    }
  }
  addEventListener('message', heard)
  timer = setInterval(() => {
    if (viewer.closed || Date.now() - begun > GIVE_UP_MS) {
      stop()
      if (!viewer.closed) app.notice(PERFETTO + ' does not answer. Without the internet, download the capture and use fxprof report.')
    } else viewer.postMessage('PING', PERFETTO)
  }, PING_MS)
}
