// Two intervals or captures side by side: which resource takes more now than before, and how much.
import { ask } from './connection.js'
import { button, choices, clock, count, day, duration, lacks, make, name, percent, rate, say, signed } from './dom.js'

const CAPTURE = 'capture:'
const perSecond = key => (row, side) => row[key] / (side.coveredNanos / 1e9 || 1)
const timePerSecond = value => duration(value) + '/s'
const MEASURES = [
  { key: 'share', label: 'Share', of: row => row.tickPercent, form: percent, help: 'Self time as a share of the ticks' },
  { key: 'self', label: 'Self', of: perSecond('selfNanos'), form: timePerSecond, help: 'Self time a second, the natives that it called included' },
  { key: 'total', label: 'Total', of: perSecond('totalNanos'), form: timePerSecond, help: 'Time a second with any of its code open, what it called included' },
  { key: 'p99', label: 'p99', of: row => row.p99Nanos, form: duration, help: '99th percentile of its self time a tick' },
  { key: 'max', label: 'Max', of: row => row.maxNanos, form: duration, help: 'Its self time in the tick where that was largest' },
  { key: 'calls', label: 'Calls', of: perSecond('calls'), form: value => rate(value) + '/s', help: 'Calls a second from other resources or from outside' }
]
const TICKS = [
  ['Median', side => side.tick.p50Nanos, duration], ['p99', side => side.tick.p99Nanos, duration], ['Longest', side => side.tick.maxNanos, duration],
  ['Over budget', side => 100 * side.tick.overBudget / (side.tick.count || 1), percent]
]
const COLUMNS = [{ key: 'name', label: 'Resource', text: true }, { key: 'before', label: 'Before' }, { key: 'after', label: 'After' },
  { key: 'difference', label: 'Difference' }, { key: 'change', label: 'Change' }]
const PRESETS = [[10, 'last 10 s, and the 10 s before'], [300, 'last 5 min, and the 5 min before'], [3600, 'last hour, and the hour before']]
const DAY = 86400
const SOURCES = { SPANS: 'from single spans', MINUTES: 'from whole minutes: its p99 is that of the worst minute' }

export const isMeasure = key => MEASURES.some(measure => measure.key === key)

const local = millis => new Date(millis - new Date(millis).getTimezoneOffset() * 60000).toISOString().slice(0, 19)

/** One of the two: what is chosen, and what it amounts to. */
class Side {
  constructor(view, key, title) {
    Object.assign(this, { view, key })
    this.what = make('select')
    this.from = make('input')
    this.to = make('input')
    for (const input of [this.from, this.to]) {
      input.type = 'datetime-local'
      input.step = 1
      input.addEventListener('change', () => this.chooseRange())
    }
    this.what.addEventListener('change', () => this.choose(this.what.value === '' ? this.range() : this.what.value))
    const label = (text, input) => make('label', '', make('span', '', text), input)
    this.times = make('span', 'times', label('from', this.from), label('to', this.to),
      button('As in the chart', () => this.choose(view.app.timeline.range().map(Math.round).join('-'))))
    this.told = make('p', 'note')
    this.told.setAttribute('role', 'status')
    this.element = make('fieldset', 'side', make('legend', '', title), label('show', this.what), this.times, this.told)
  }

  choose(text) {
    if (text) this.view.app.go({ [this.key]: text })
  }

  /** The two inputs, as the address has them. */
  range() {
    const from = new Date(this.from.value).getTime()
    const to = new Date(this.to.value).getTime()
    return from < to ? from + '-' + to : ''
  }

  chooseRange() {
    const range = this.range()
    if (range) this.choose(range)
    else say(this.told, 'The end has to be later than the begin.')
  }

  offer(captures) {
    const options = captures.map(one => {
      const option = make('option', '', 'Capture of ' + day(one.atMillis) + ': ' + (one.hitches[0]?.verdict ?? one.reason).slice(0, 80))
      option.value = CAPTURE + one.id
      return option
    })
    const range = make('option', '', 'A time range')
    range.value = ''
    this.what.replaceChildren(range, ...options)
    this.showChoice()
  }

  showChoice() {
    const chosen = this.view.app.link[this.key]
    const isCapture = chosen.startsWith(CAPTURE)
    this.times.hidden = isCapture
    this.what.value = isCapture ? chosen : ''
    const [from, to] = isCapture ? [] : chosen.split('-').map(Number)
    if (!from || !to) return
    this.from.value = local(from)
    this.to.value = local(to)
  }

  async load(server) {
    const chosen = this.view.app.link[this.key]
    this.showChoice()
    if (chosen === this.loaded) return
    this.loaded = chosen
    this.interval = null
    say(this.told, 'is being looked up …')
    try {
      const [from, to] = chosen.split('-')
      const answer = await ask('/api/v1/interval', chosen.startsWith(CAPTURE) ? { capture: chosen.slice(CAPTURE.length) } : { server, from, to })
      if (chosen !== this.loaded) return
      this.interval = answer.interval.source === 'NOTHING' ? null : answer.interval
      say(this.told, this.interval ? this.sentence(answer) : 'Nothing is kept of that time: single seconds are kept for a short while, then whole minutes.')
    } catch (problem) {
      if (chosen !== this.loaded) return
      this.loaded = null
      say(this.told, 'Not known: ' + problem.message + '.')
    }
  }

  sentence({ interval, capture }) {
    return day(interval.fromMillis) + ' to ' + clock(interval.toMillis) + ', ' + rate((interval.toMillis - interval.fromMillis) / 1000) + ' s: '
      + count(interval.tick.count) + ' ticks, ' + SOURCES[interval.source] + '.' + (capture?.partial ? ' ' + lacks(capture) : '')
  }
}

export class Compare {
  constructor(app) {
    this.app = app
    this.sides = [new Side(this, 'a', 'Before'), new Side(this, 'b', 'After')]
    this.sort = { key: 'difference', down: true }
    const presets = make('p', 'presets', 'Compare the ', ...PRESETS.map(([seconds, label]) => button(label, () => this.preset(seconds, seconds))),
      button('last hour, and the same yesterday', () => this.preset(3600, DAY)))
    const measure = make('div', 'segments')
    measure.setAttribute('role', 'radiogroup')
    measure.setAttribute('aria-label', 'What is compared')
    this.measures = choices(measure, MEASURES, 'radio', app.link.measure, key => app.go({ measure: key }))
    this.ticks = this.table('Ticks before and after', ['Ticks', 'Before', 'After', 'Difference'].map(label => label))
    this.heads = COLUMNS.map(column => {
      const head = make('th', column.text ? 'text' : '', button(column.label, () => this.turn(column)))
      head.scope = 'col'
      return head
    })
    this.resources = this.table('Resources before and after', this.heads)
    this.note = make('p', 'note')
    this.element = make('div', 'compare', presets, make('div', 'sides', ...this.sides.map(side => side.element)), this.ticks.element, measure, this.note, this.resources.element)
  }

  table(caption, heads) {
    const cells = heads.map((head, i) => {
      if (typeof head !== 'string') return head
      const cell = make('th', i === 0 ? 'text' : '', head)
      cell.scope = 'col'
      return cell
    })
    const body = make('tbody')
    const element = make('div', 'scroll', make('table', '', make('caption', 'sr', caption), make('thead', '', make('tr', '', ...cells)), body))
    element.tabIndex = 0
    element.setAttribute('role', 'region')
    element.setAttribute('aria-label', caption)
    return { body, element }
  }

  preset(seconds, apart) {
    const now = this.app.server?.latest?.atMillis ?? Date.now()
    const range = to => Math.round(to - seconds * 1000) + '-' + Math.round(to)
    this.app.go({ a: range(now - apart * 1000), b: range(now) })
  }

  turn(column) {
    this.sort = { key: column.key, down: this.sort.key === column.key ? !this.sort.down : !column.text }
    this.fill()
  }

  async show() {
    const { a, b } = this.app.link
    const server = this.app.server?.name
    if (!server) return
    if (!a || !b) return this.preset(PRESETS[0][0], PRESETS[0][0])
    this.measures.show(this.app.link.measure)
    if (server !== this.server) this.sides.forEach(side => { side.loaded = null })
    this.server = server
    const loads = this.sides.map(side => side.load(server))
    const captures = ask('/api/v1/captures').then(answer => this.sides.forEach(side => side.offer(answer.captures.filter(one => one.server === server))), () => {})
    this.fill()
    await Promise.all([...loads, captures])
    this.fill()
  }

  /** What comes live changes nothing here, but the page may have begun with this view. */
  draw() {
    if (this.server !== this.app.server?.name) this.show()
  }

  fill() {
    const [before, after] = this.sides.map(side => side.interval)
    this.ticks.element.hidden = this.resources.element.hidden = !before || !after
    this.heads.forEach((head, i) => head.setAttribute('aria-sort', COLUMNS[i].key !== this.sort.key ? 'none' : this.sort.down ? 'descending' : 'ascending'))
    if (!before || !after) return say(this.note, '')
    this.ticks.body.replaceChildren(...TICKS.map(([label, of, form]) => this.line(label, of(before), of(after), form, false)))
    const measure = MEASURES.find(one => one.key === this.app.link.measure)
    const rows = this.rows(before, after, measure)
    this.resources.body.replaceChildren(...rows.map(row => this.line(row.name, row.before, row.after, measure.form, true)))
    say(this.note, measure.help + '. ' + count(rows.length) + (rows.length === 1 ? ' resource' : ' resources')
      + (this.app.link.search ? ', filtered by the search' : '') + (this.sort.key === 'difference' ? ', the largest difference first.' : '.'))
  }

  rows(before, after, measure) {
    const all = new Map()
    const put = (side, key) => side.resources.forEach(row => all.set(row.name, { name: row.name, before: null, after: null, ...all.get(row.name), [key]: measure.of(row, side) }))
    put(before, 'before')
    put(after, 'after')
    const wanted = this.app.link.search.toLowerCase()
    const rows = [...all.values()].filter(row => row.name.toLowerCase().includes(wanted))
    const difference = row => (row.after ?? 0) - (row.before ?? 0)
    const value = {
      before: row => row.before ?? -1, after: row => row.after ?? -1, difference: row => Math.abs(difference(row)),
      change: row => row.before ? difference(row) / row.before : row.after ? Infinity : 0
    }[this.sort.key]
    const sign = this.sort.down ? -1 : 1
    return rows.sort((x, y) => sign * (value ? (value(x) === value(y) ? 0 : value(x) - value(y)) : x.name.localeCompare(y.name)) || x.name.localeCompare(y.name))
  }

  line(label, before, after, form, isResource) {
    const difference = (after ?? 0) - (before ?? 0)
    const level = Math.abs(difference) < 0.02 * Math.max(before ?? 0, after ?? 0) ? '' : difference > 0 ? 'hot' : 'better'
    const head = make('th', 'text', name(label))
    head.scope = 'row'
    const cells = [head, ...[before, after].map(value => make('td', value ? '' : 'zero', value === null ? '–' : form(value))), make('td', level, signed(difference, form))]
    if (isResource) cells.push(make('td', level, before === null ? 'new' : after === null ? 'gone' : before ? signed(100 * difference / before, value => value.toFixed(value < 9.95 ? 1 : 0) + ' %') : '–'))
    return make('tr', '', ...cells)
  }
}
