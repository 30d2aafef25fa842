// What the profiler itself costs and loses, and what it has saved.
import { Poll, ask } from './connection.js'
import { bytes, count, day, duration, lacks, make, name, percent, rate, say } from './dom.js'
import { captureActions } from './hitches.js'

const EVERY = 2000
const DROPS = { ringFull: 'the ring was full', treeTooLarge: 'a tree grew too large', drainKilled: 'a drain was killed', liveBehind: 'this page\'s analysis was behind' }

export const inAll = cost => Object.values(cost.dropped).reduce((sum, one) => sum + one, 0)

function table(caption, heads) {
  const body = make('tbody')
  const line = make('tr')
  for (const head of heads) {
    const cell = make('th', head.text ? 'text' : '', head.label)
    cell.scope = 'col'
    line.append(cell)
  }
  return { body, element: make('div', 'scroll', make('table', '', make('caption', 'sr', caption), make('thead', '', line), body)) }
}

/** Facts by label, whose elements stay. */
class Facts {
  constructor(title) {
    this.list = make('dl', 'facts')
    this.element = make('section', 'box', make('h3', '', title), this.list)
    this.values = new Map()
  }

  set(label, text, bad = false) {
    let value = this.values.get(label)
    if (!value) {
      value = make('dd')
      this.values.set(label, value)
      this.list.append(make('dt', '', label), value)
    }
    say(value, text)
    value.classList.toggle('bad', bad)
  }
}

export class Profiler {
  constructor(app) {
    this.app = app
    this.cost = new Facts('Cost and losses')
    this.recorder = new Facts('Flight recorder')
    this.store = new Facts('Store')
    this.web = new Facts('This page\'s server')
    this.captures = table('Captures', [{ label: 'Saved', text: true }, { label: 'Why', text: true }, { label: 'Covers' }, { label: 'Slices' }, { label: 'Size' }, { label: '' }])
    this.none = make('p', 'note')
    this.element = make('div', '', make('div', 'boxes', this.cost.element, this.recorder.element, this.store.element, this.web.element),
      make('h3', '', 'Captures'), this.none, this.captures.element)
    this.poll = new Poll(EVERY, () => this.load())
    this.lines = new Map()
  }

  show() {
    this.draw()
    if (this.app.paused) this.poll.stop()
    else this.poll.start()
  }

  hide() { this.poll.stop() }

  draw() {
    const latest = this.app.server?.latest
    if (!latest) return
    const cost = latest.cost
    this.cost.set('Recording', cost.profilerTickPercent < 0 ? 'the source does not tell' : percent(cost.profilerTickPercent) + ' of the ticks')
    this.cost.set('Analysis here', percent(cost.analysisPercent) + ' of one core')
    this.cost.set('Spans', count(cost.spans))
    this.cost.set('Slices', count(cost.slices))
    this.cost.set('Lost records', count(inAll(cost)), inAll(cost) > 0)
    for (const [reason, lost] of Object.entries(cost.dropped)) if (lost > 0) this.cost.set('… ' + (DROPS[reason] ?? reason), count(lost), true)
    if (cost.ringSlots > 0) this.cost.set('Fullest ring', count(cost.ringHighWater) + ' of ' + count(cost.ringSlots))
    if (cost.clock) this.cost.set('Clock', cost.clock + (cost.clockErrorNanos > 0 ? ' within ' + duration(cost.clockErrorNanos) : '') + (cost.clockSteps > 0 ? ', stepped ' + cost.clockSteps + ' times' : ''), cost.clockSteps > 0)
    this.recorder.set('Reaches back', rate(cost.recorderSeconds) + ' of ' + rate(cost.recorderWantedSeconds) + ' s')
    this.recorder.set('Memory', bytes(cost.recorderBytes) + ' of ' + bytes(cost.recorderLimitBytes))
    if (this.known) this.list(this.known)
    this.recorder.set('Forgotten early', count(cost.forgottenEarly) + ' slices', cost.forgottenEarly > 0)
  }

  async load() {
    const [status, { captures }] = await Promise.all([ask('/api/v1/status'), ask('/api/v1/captures')])
    if (this.app.paused) return
    const { store, web } = status
    this.store.set('Size', bytes(store.bytes) + ' of ' + bytes(store.limitBytes))
    this.store.set('Oldest', 'at most ' + count(store.limitDays) + ' days')
    this.store.set('Captures', count(store.captures))
    this.store.set('Removed', count(store.removed))
    this.store.set('Damaged', count(store.corrupt), store.corrupt > 0)
    this.store.set('Not written', count(store.failed) + (store.lastFailure ? ': ' + store.lastFailure : ''), store.failed > 0)
    this.web.set('Clients', count(web.clients))
    this.web.set('Messages', count(web.messages) + ', ' + count(web.skipped) + ' skipped')
    const refused = Object.values(web.refused).reduce((sum, one) => sum + one, 0)
    this.web.set('Requests', count(web.requests) + ', ' + count(refused) + ' refused')
    for (const [reason, times] of Object.entries(web.refused)) if (times > 0) this.web.set('… ' + reason, count(times))
    this.known = captures
    this.list(captures)
  }

  list(captures) {
    const wanted = this.app.link.search.toLowerCase()
    const own = captures.filter(one => one.server === this.app.server?.name
      && [one.reason, ...one.hitches.map(hitch => hitch.verdict)].join(' ').toLowerCase().includes(wanted))
    say(this.none, own.length === 0 ? 'None yet. A hitch saves one by itself.' : count(own.length) + (own.length === 1 ? ' capture' : ' captures') + ', the newest first.')
    this.captures.element.hidden = own.length === 0
    const lines = own.map(one => {
      const before = this.lines.get(one.id)
      const line = before ?? this.line(one)
      this.lines.set(one.id, line)
      return line
    })
    lines.forEach((line, i) => { if (this.captures.body.children[i] !== line) this.captures.body.insertBefore(line, this.captures.body.children[i] ?? null) })
    while (this.captures.body.children.length > lines.length) this.captures.body.lastChild.remove()
  }

  line(one) {
    const why = one.hitches.length > 0 ? one.hitches[0].verdict + (one.hitches.length > 1 ? '; and ' + (one.hitches.length - 1) + ' more' : '') : one.reason
    return make('tr', '', make('td', 'text', day(one.atMillis)), make('td', 'text wide', name(why), ...(one.partial ? [make('p', 'partial', lacks(one))] : [])),
      make('td', '', rate((one.toMillis - one.fromMillis) / 1000) + ' s'), make('td', '', count(one.slices)), make('td', '', bytes(one.bytes)),
      make('td', 'actions', ...captureActions(this.app, one.id)))
  }
}
