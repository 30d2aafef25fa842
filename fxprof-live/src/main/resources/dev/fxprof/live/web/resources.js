// The table of resources. Rows stay the same elements while figures change, so focus and selection survive.
import { bytes, count, duration, make, name, percent, rate, say } from './dom.js'

const COLUMNS = [
  { key: 'name', label: 'Resource', text: true },
  { key: 'tickPercent', label: 'Share', form: percent, help: 'Self time as a share of the ticks' },
  { key: 'selfNanos', label: 'Self', form: duration, help: 'Time in the resource itself, the natives that it called included' },
  { key: 'totalNanos', label: 'Total', form: duration, help: 'Time with any of its code open, what it called included' },
  { key: 'p50Nanos', label: 'Median', form: duration, help: 'Median of its self time a tick' },
  { key: 'p99Nanos', label: 'p99', form: duration, help: '99th percentile of its self time a tick' },
  { key: 'maxNanos', label: 'Max', form: duration, help: 'Its self time in the tick where that was largest' },
  { key: 'callsPerSecond', label: 'Calls/s', form: rate },
  { key: 'eventsPerSecond', label: 'Events/s', form: rate },
  { key: 'nativesPerSecond', label: 'Natives/s', form: rate },
  { key: 'tasksPerSecond', label: 'Tasks/s', form: rate, help: 'Tasks of Async' },
  { key: 'bytesInPerSecond', label: 'In/s', form: bytes, help: 'Bytes of events and requests received a second' },
  { key: 'bytesOutPerSecond', label: 'Out/s', form: bytes, help: 'Bytes of events, state bags and requests sent a second' },
  { key: 'memoryBytes', label: 'Memory', form: bytes, help: 'Memory of its script runtimes, where the source tells' }
]

const RARE = ['tasksPerSecond', 'bytesInPerSecond', 'bytesOutPerSecond', 'memoryBytes']

export class Resources {
  constructor(app) {
    this.app = app
    this.rows = new Map()
    this.heads = COLUMNS.map(column => {
      const sort = make('button', '', column.label)
      sort.type = 'button'
      if (column.help) sort.title = column.help
      sort.addEventListener('click', () => this.sort(column))
      const head = make('th', column.text ? 'text' : '', sort)
      head.scope = 'col'
      return head
    })
    this.body = make('tbody')
    const table = make('table', 'resources', make('caption', 'sr', 'Resources'), make('thead', '', make('tr', '', ...this.heads)), this.body)
    this.scroll = make('div', 'scroll', table)
    this.scroll.tabIndex = 0
    this.scroll.setAttribute('role', 'region')
    this.scroll.setAttribute('aria-label', 'Resources')
    this.note = make('p', 'note')
    this.element = make('div', '', this.scroll, this.note)
  }

  sort(column) {
    const { sort, down } = this.app.link
    const turned = sort === column.key ? !down : !column.text
    this.app.go({ sort: column.key, down: turned })
  }

  show() { this.draw() }

  draw() {
    const window = this.app.figures()
    const { sort, down, search } = this.app.link
    this.heads.forEach((head, i) => head.setAttribute('aria-sort', COLUMNS[i].key !== sort ? 'none' : down ? 'descending' : 'ascending'))
    if (!window) {
      say(this.note, this.app.link.capture ? '' : 'Nothing has come yet.')
      this.body.replaceChildren()
      return
    }
    const wanted = search.toLowerCase()
    const matches = window.resources.filter(row => row.name.toLowerCase().includes(wanted))
    const sign = down ? -1 : 1
    matches.sort((a, b) => sign * (sort === 'name' ? a.name.localeCompare(b.name) : (a[sort] ?? 0) - (b[sort] ?? 0)) || a.name.localeCompare(b.name))
    // Bars are about each other: beside a whole tick most would not be seen.
    const largest = Math.max(1, ...window.resources.map(row => row.tickPercent))
    const lines = matches.map(row => this.line(row, largest))
    // Only where the order has changed are elements moved.
    lines.forEach((line, i) => { if (this.body.children[i] !== line) this.body.insertBefore(line, this.body.children[i] ?? null) })
    while (this.body.children.length > lines.length) this.body.lastChild.remove()
    this.hideEmpty(window)
    for (const key of this.rows.keys()) if (!window.resources.some(row => row.name === key)) this.rows.delete(key)
    const covered = Math.min(window.seconds ?? Infinity, window.coveredNanos / 1e9)
    say(this.note, count(matches.length) + (matches.length === 1 ? ' resource, ' : ' resources, ') + count(window.tick.count)
      + (window.seconds ? ' ticks of the last ' : ' ticks of the capture\'s ') + Math.round(covered) + ' s' + (matches.length < window.resources.length ? ', filtered by the search' : ''))
  }

  /** Columns of which the source tells nothing only make the others hard to find. */
  hideEmpty(window) {
    COLUMNS.forEach((column, i) => {
      const hidden = column.key !== this.app.link.sort
        && window.resources.every(row => row[column.key] === undefined || (RARE.includes(column.key) && row[column.key] <= 0))
      this.heads[i].hidden = hidden
      for (const line of this.rows.values()) line.children[i].hidden = hidden
    })
  }

  line(row, largest) {
    let line = this.rows.get(row.name)
    if (!line) {
      line = this.build(row.name)
      this.rows.set(row.name, line)
    }
    COLUMNS.forEach((column, i) => {
      if (column.text) return
      const cell = line.children[i]
      const value = row[column.key] ?? 0
      say(cell.lastChild, column.form(value))
      cell.classList.toggle('zero', value <= 0)
      if (column.key === 'tickPercent') {
        cell.firstChild.max = largest
        cell.firstChild.value = value
      }
      if (column.key === 'p99Nanos' || column.key === 'maxNanos') {
        const budget = this.app.server.latest.tickIntervalNanos
        cell.classList.toggle('hot', value > budget / 2)
        cell.classList.toggle('warm', value > budget / 10 && value <= budget / 2)
      }
    })
    return line
  }

  build(resource) {
    const link = make('a', '', name(resource))
    link.href = '#'
    link.title = resource + ': show it in the flame graph'
    link.addEventListener('click', event => {
      event.preventDefault()
      this.app.go({ view: 'flame', search: resource })
    })
    const line = make('tr')
    for (const column of COLUMNS) {
      const cell = make(column.text ? 'th' : 'td', column.text ? 'text' : '')
      if (column.text) {
        cell.scope = 'row'
        cell.append(link)
      } else if (column.key === 'tickPercent') {
        const meter = make('meter')
        meter.setAttribute('aria-hidden', 'true')
        cell.append(meter, make('span'))
      } else cell.append(make('span'))
      line.append(cell)
    }
    return line
  }
}
