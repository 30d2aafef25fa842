// The flame graph of the last seconds: a row a depth, the outermost on top, widths in proportion to time.
import { Poll, ask } from './connection.js'
import { count, duration, hue, make, name, percent, say } from './dom.js'

const EVERY = 2000
const ROW = 22
const NARROWEST = 1.5
const MOST_SECONDS = 60

export class Flame {
  constructor(app) {
    this.app = app
    this.note = make('p', 'note')
    this.path = make('p', 'path')
    this.graph = make('div', 'flame')
    this.graph.setAttribute('role', 'tree')
    this.graph.setAttribute('aria-label', 'Flame graph')
    this.told = make('p', 'told')
    this.told.setAttribute('role', 'status')
    this.told.setAttribute('aria-live', 'polite')
    this.element = make('div', '', this.note, this.path, this.graph, this.told)
    this.poll = new Poll(EVERY, () => this.load())
    this.zoomed = []
    this.focus = null
    this.graph.addEventListener('click', event => {
      const frame = this.of(event.target)
      if (frame) this.zoom(frame.path)
    })
    this.graph.addEventListener('mouseover', event => this.tell(this.of(event.target)))
    this.graph.addEventListener('focusin', event => {
      this.focus = this.of(event.target)?.path ?? null
      this.tell(this.of(event.target))
    })
    this.graph.addEventListener('keydown', event => this.key(event))
    new ResizeObserver(() => this.draw()).observe(this.graph)
  }

  show() {
    this.draw()
    const { capture } = this.app.link
    if (capture !== this.captured) this.forget()
    this.captured = capture
    if (this.app.paused && (!capture || this.data)) this.poll.stop()
    else this.poll.start()
  }

  hide() { this.poll.stop() }

  forget() {
    this.data = null
    this.zoomed = []
  }

  async load() {
    const server = this.app.server
    const { capture } = this.app.link
    if (!server && !capture) return
    const { flame } = await ask('/api/v1/flame', capture ? { capture } : { server: server.name, seconds: Math.min(MOST_SECONDS, this.app.link.window) })
    if (server !== this.app.server || capture !== this.app.link.capture || (this.app.paused && !capture)) return
    if (capture) this.poll.stop()
    this.data = flame
    this.draw()
  }

  of(element) { return this.frames?.find(frame => frame.element === element.closest?.('.frame')) }

  zoom(path) {
    this.zoomed = path
    this.draw()
  }

  /** Finds a node by its names: the graph is another one every two seconds. */
  node(path) {
    let at = this.data.root
    for (const step of path) {
      at = at.children.find(child => child.name + '\n' + child.resource === step)
      if (!at) return null
    }
    return at
  }

  draw() {
    if (!this.data || this.app.link.view !== 'flame') return
    const width = this.graph.clientWidth
    if (width === 0) return
    let top = this.node(this.zoomed)
    while (!top) {
      this.zoomed = this.zoomed.slice(0, -1)
      top = this.node(this.zoomed)
    }
    this.frames = []
    this.top = top
    this.layout(top, this.zoomed, 0, 0, width)
    const wanted = this.app.link.search.toLowerCase()
    let found = 0
    for (const frame of this.frames) {
      frame.hit = wanted !== '' && (frame.node.name + '\n' + frame.node.resource).toLowerCase().includes(wanted)
      // Time below a hit counts once, however many hits stand on each other.
      frame.below = frame.parent !== null && (frame.parent.hit || frame.parent.below)
      if (frame.hit && !frame.below) found += frame.node.value
    }
    const held = this.graph.contains(document.activeElement)
    this.graph.replaceChildren(...this.frames.map(frame => this.build(frame)))
    this.graph.classList.toggle('searched', wanted !== '')
    this.graph.style.height = (Math.max(0, ...this.frames.map(frame => frame.depth)) + 1) * ROW + 'px'
    if (held) (this.frames.find(frame => String(frame.path) === String(this.focus)) ?? this.frames[0])?.element.focus({ preventScroll: true })
    say(this.note, 'Self time and what it was called from, over ' + (this.captured ? 'the ' : 'the last ') + Math.round(this.data.seconds) + ' s' + (this.captured ? ' of the capture: ' : ': ') + duration(this.data.totalNanos) + ' in all.'
      + (wanted === '' ? '' : ' The search marks ' + percent(100 * found / (top.value || 1)) + '.') + ' Click a frame to zoom.')
    this.way()
  }

  layout(node, path, depth, left, width, parent = null) {
    const frame = { node, path, depth, left, width, parent }
    this.frames.push(frame)
    let at = left
    for (const child of node.children) {
      const wide = width * child.value / (node.value || 1)
      if (wide >= NARROWEST) this.layout(child, [...path, child.name + '\n' + child.resource], depth + 1, at, wide, frame)
      at += wide
    }
  }

  build(frame) {
    const { node } = frame
    const element = make('div', 'frame' + (frame.hit ? ' hit' : '') + (node.resource === '' ? ' plain' : ''))
    if (frame.width > 28) element.append(name(node.name))
    element.style.left = frame.left + 'px'
    element.style.top = frame.depth * ROW + 'px'
    element.style.width = Math.max(1, frame.width - 1) + 'px'
    element.style.setProperty('--hue', hue(node.resource))
    element.setAttribute('role', 'treeitem')
    element.setAttribute('aria-level', frame.depth + 1)
    element.setAttribute('aria-label', this.sentence(frame))
    element.tabIndex = frame.depth === 0 ? 0 : -1
    frame.element = element
    return element
  }

  sentence({ node }) {
    return node.name + (node.resource && !node.name.includes(node.resource) ? ' (' + node.resource + ')' : '') + ': ' + duration(node.value) + ', '
      + percent(100 * node.value / (this.data.totalNanos || 1)) + (node.calls > 0 ? ', ' + count(node.calls) + (node.calls === 1 ? ' call' : ' calls') : '')
  }

  tell(frame) {
    if (frame) this.told.replaceChildren(name(this.sentence(frame)))
  }

  way() {
    const steps = ['', ...this.zoomed].map((step, i) => {
      const link = make('button', 'link', name(i === 0 ? 'all threads' : step.split('\n')[0]))
      link.type = 'button'
      link.addEventListener('click', () => this.zoom(this.zoomed.slice(0, i)))
      return link
    })
    this.path.replaceChildren(...steps.flatMap((step, i) => i === 0 ? [step] : [' › ', step]))
    this.path.hidden = this.zoomed.length === 0
  }

  key(event) {
    const frame = this.of(event.target)
    if (!frame) return
    const row = this.frames.filter(one => one.depth === frame.depth)
    const next = {
      ArrowLeft: () => row[row.indexOf(frame) - 1], ArrowRight: () => row[row.indexOf(frame) + 1],
      ArrowUp: () => frame.parent, ArrowDown: () => this.frames.find(one => one.parent === frame)
    }[event.key]
    if (next) next()?.element.focus()
    else if (event.key === 'Enter' || event.key === ' ') {
      this.focus = frame.path
      this.zoom(frame.path)
    } else if (event.key === 'Escape' || event.key === 'Backspace') this.zoom(this.zoomed.slice(0, -1))
    else return
    event.preventDefault()
  }
}
