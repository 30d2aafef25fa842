// The chart of tick times, with the budget of a tick and the hitches on it.
import uPlot from './uplot.js'
import { Poll, ask } from './connection.js'
import { choices, clock, count, duration, say } from './dom.js'

const RANGES = [{ key: 60, label: '1 min', help: 'Each tick of the last minute' }, { key: 900, label: '15 min', help: 'The longest tick of each second' },
  { key: 86400, label: '24 h', help: 'The longest tick of each minute that the store keeps' }]
/** Beyond single ticks: how long a point of a range is, and how often new ones are asked for. */
const STEPS = { 900: { millis: 1000, poll: 5000 }, 86400: { millis: 60000, poll: 30000 } }
export const isRange = key => RANGES.some(range => range.key === key)
const HEIGHT = 210
const FONT = '12px system-ui, sans-serif'

/** Where the chart begins: with the first that is known, but a sixth of the range is shown at least. */
const begin = (now, range, firstMillis) => Math.max(now - range, Math.min(now - range / 6, (firstMillis || 0) / 1000))

/** Parts of a second where the chart is zoomed so far. */
const moment = (second, step) => clock(second * 1000) + (step < 1 ? (second % 1).toFixed(step < 0.1 ? 2 : 1).slice(1) : '')

export class Timeline {
  constructor(app, box, picked, ranges) {
    Object.assign(this, { app, box, picked })
    this.ranges = choices(ranges, RANGES, 'radio', app.link.range, range => app.go({ range }))
    this.history = []
    this.at = -1
    this.zoom = null
    this.out = document.getElementById('unzoom')
    this.out.addEventListener('click', () => this.unzoom())
    this.poll = new Poll(STEPS[900].poll, () => this.load())
    box.addEventListener('keydown', event => this.key(event))
    new ResizeObserver(() => this.chart?.setSize({ width: this.width(), height: HEIGHT })).observe(box)
  }

  width() { return Math.max(240, this.box.clientWidth) }

  async load() {
    const server = this.app.server
    if (!server || this.app.paused) return
    const range = this.app.link.range
    const history = range === 900 ? (await ask('/api/v1/history', { server: server.name })).history
      : (await ask('/api/v1/minutes', { server: server.name, from: Math.round(server.latest?.atMillis ?? Date.now()) - range * 1000, resources: 0 })).minutes.map(minute => this.point(minute))
    if (server === this.app.server && range === this.app.link.range) {
      this.history = history
      if (range === 86400 && history.length === 0) say(this.picked, 'The store has no whole minute of the last day yet.')
    }
    this.draw()
  }

  /** A minute of the store, as a second of the history is told. */
  point({ atMillis, tick }) {
    const begin = atMillis - STEPS[86400].millis
    const hitches = this.app.hitches.known.filter(hitch => hitch.atMillis >= begin && hitch.atMillis < atMillis).length
    return { atMillis: begin, ticks: tick.count, meanNanos: tick.meanNanos, maxNanos: tick.maxNanos, hitches }
  }

  follow() {
    this.ranges.show(this.app.link.range)
    say(this.picked, '')
    this.poll.stop()
    this.history = []
    if (STEPS[this.app.link.range]) {
      this.poll.millis = STEPS[this.app.link.range].poll
      this.poll.start()
    }
    this.at = -1
    this.zoom = null
    this.draw()
  }

  /** Points to draw: seconds, milliseconds, and which of them are hitches. */
  points() {
    const server = this.app.server
    const now = (server?.latest?.atMillis ?? Date.now()) / 1000
    const range = this.app.link.range
    if (STEPS[range]) {
      const seconds = this.history.filter(one => one.atMillis / 1000 > now - range)
      return {
        now, from: begin(now, range, seconds[0]?.atMillis), x: seconds.map(one => one.atMillis / 1000), y: seconds.map(one => one.ticks ? one.maxNanos / 1e6 : null),
        hitch: seconds.map(one => one.hitches > 0), words: i => clock(seconds[i].atMillis) + ': ' + count(seconds[i].ticks) + ' ticks, the longest '
          + duration(seconds[i].maxNanos) + ', mean ' + duration(seconds[i].meanNanos)
      }
    }
    const rows = (server?.ticks ?? []).filter(row => row[1] / 1000 > now - 60)
    const slow = new Set(this.app.hitches.known.map(hitch => hitch.tick))
    return {
      now, from: begin(now, 60, rows[0]?.[1]), x: rows.map(row => row[1] / 1000), y: rows.map(row => row[2] / 1e6), hitch: rows.map(row => slow.has(row[0])), ticks: rows.map(row => row[0]),
      words: i => 'Tick ' + count(rows[i][0]) + ' at ' + clock(rows[i][1]) + ' took ' + duration(rows[i][2])
        + (slow.has(rows[i][0]) ? ', a hitch' : '')
    }
  }

  /** What is shown, from and to in milliseconds. */
  range() { return (this.zoom ?? [this.shown.from, this.shown.now]).map(seconds => seconds * 1000) }

  colour(key) { return getComputedStyle(document.documentElement).getPropertyValue(key).trim() }

  build() {
    this.chart?.destroy()
    const axis = size => ({ size, stroke: this.colour('--soft'), grid: { stroke: this.colour('--line'), width: 1 }, ticks: { show: false }, font: FONT, gap: 6 })
    this.chart = new uPlot({
      width: this.width(), height: HEIGHT, legend: { show: false }, padding: [10, 12, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false },
      scales: { x: { time: true, range: () => this.zoom ?? [this.shown.from, this.shown.now] }, y: { range: (_, __, most) => [0, Math.max(most ?? 0, this.budget()) * 1.1] } },
      axes: [{ ...axis(30), space: 90, values: (_, splits) => splits.map(second => moment(second, splits[1] - splits[0])) }, { ...axis(58), space: 36, values: (_, splits) => splits.map(value => value + ' ms') }],
      series: [{},
        { stroke: this.colour('--tick'), fill: this.colour('--tick-fill'), width: 1, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }), spanGaps: false },
        { stroke: this.colour('--budget'), width: 1.5, dash: [6, 5], points: { show: false } },
        { stroke: 'transparent', paths: () => null, points: { show: true, size: 9, fill: this.colour('--hitch'), stroke: this.colour('--back') } }],
      hooks: {
        setCursor: [chart => { if (chart.cursor.idx != null && chart.cursor.left >= 0) this.pick(chart.cursor.idx) }],
        setSelect: [chart => this.select(chart)]
      }
    }, this.data(), this.box)
    this.chart.over.addEventListener('dblclick', () => this.unzoom())
    this.chart.over.addEventListener('click', () => this.open(this.near()))
  }

  budget() { return (this.app.server?.latest?.tickIntervalNanos ?? 50e6) / 1e6 }

  data() {
    this.shown = this.points()
    const { x, y, hitch, from, now } = this.shown
    // The budget goes from edge to edge, ticks or none.
    const budget = this.budget()
    return [[from, ...x, now], [null, ...y, null], [budget, ...y.map(() => budget), budget], [null, ...y.map((value, i) => hitch[i] ? value : null), null]]
  }

  select(chart) {
    if (chart.select.width < 4) return
    this.zoom = [chart.posToVal(chart.select.left, 'x'), chart.posToVal(chart.select.left + chart.select.width, 'x')]
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
    this.app.pause(true)
    this.draw()
  }

  unzoom() {
    this.zoom = null
    this.draw()
  }

  recolour() { this.build() }

  /** Goes back to the newest ticks. */
  release() {
    this.zoom = null
    this.at = -1
    this.chart?.setCursor({ left: -10, top: -10 })
    say(this.picked, '')
  }

  draw() {
    if (!this.chart) this.build()
    else this.chart.setData(this.data())
    this.out.hidden = !this.zoom
    const { y } = this.shown
    const longest = Math.max(0, ...y.filter(value => value !== null))
    this.box.setAttribute('aria-description', 'The longest tick shown took ' + duration(longest * 1e6) + '; the budget is ' + this.budget() + ' ms.')
  }

  /** The hitch under the pointer, or a few pixels beside it. */
  near() {
    const { x, hitch } = this.shown
    const left = this.chart.cursor.left
    const away = i => Math.abs(this.chart.valToPos(x[i], 'x') - left)
    return x.reduce((best, _, i) => hitch[i] && away(i) < 9 && (best < 0 || away(i) < away(best)) ? i : best, -1)
  }

  /** Shows a hitch of the chart in the list. */
  open(index) {
    if (index < 0 || !this.shown.hitch[index]) return
    const from = this.shown.x[index] * 1000
    const step = STEPS[this.app.link.range]
    const found = this.app.hitches.known.find(hitch => step
      ? hitch.atMillis >= from && hitch.atMillis < from + step.millis : hitch.tick === this.shown.ticks[index])
    if (found) this.app.go({ view: 'hitches', search: '', hitch: found.id })
  }

  pick(place) {
    const index = Math.min(this.shown.x.length - 1, Math.max(0, place - 1))
    if (index < 0) return
    this.at = index
    say(this.picked, this.shown.words(index))
  }

  move(to) {
    if (to < 0 || to >= this.shown.x.length) return
    this.app.pause(true)
    this.chart.setCursor({ left: this.chart.valToPos(this.shown.x[to], 'x'), top: 10 })
    this.pick(to + 1)
  }

  key(event) {
    const { hitch, x } = this.shown
    const at = this.at < 0 ? x.length : this.at
    const act = {
      ArrowLeft: () => this.move(at - 1), ArrowRight: () => this.move(at + 1), Home: () => this.move(0), End: () => this.move(x.length - 1),
      ArrowUp: () => this.move(hitch.lastIndexOf(true, at - 1)), ArrowDown: () => this.move(hitch.indexOf(true, at + 1)), Escape: () => this.unzoom(), Enter: () => this.open(this.at)
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
