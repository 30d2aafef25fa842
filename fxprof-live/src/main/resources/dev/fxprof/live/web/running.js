// What runs now: the open spans of each thread.
import { Poll, ask } from './connection.js'
import { duration, make, name, say, words } from './dom.js'

const EVERY = 500
const DEEPEST = 60

export class Running {
  constructor(app) {
    this.app = app
    this.note = make('p', 'note')
    this.threads = make('div', 'threads')
    this.element = make('div', '', this.note, this.threads)
    this.poll = new Poll(EVERY, () => this.load())
  }

  show() {
    if (this.app.paused) this.poll.stop()
    else this.poll.start()
  }

  hide() { this.poll.stop() }

  async load() {
    if (!this.app.server) return
    const { running } = await ask('/api/v1/running', { server: this.app.server.name })
    if (this.app.paused) return
    if (!running.isKnown) {
      say(this.note, 'What runs now is not known: ' + running.note)
      this.threads.replaceChildren()
      return
    }
    const busy = running.threads.filter(thread => thread.frames.length > 0).length
    const all = running.threads.length
    say(this.note, busy + ' of ' + all + (all === 1 ? ' thread' : ' threads') + (busy === 1 ? ' is' : ' are') + ' at work at this moment; looked at twice a second.')
    const wanted = this.app.link.search.toLowerCase()
    this.threads.replaceChildren(...running.threads.map(thread => this.thread(thread, wanted)))
  }

  thread(thread, wanted) {
    const box = make('section', 'thread', make('h3', '', name(thread.thread)))
    if (thread.frames.length === 0) {
      box.append(make('p', 'note', 'waits'))
      return box
    }
    const list = make('ol', 'stack')
    for (const frame of thread.frames.slice(0, DEEPEST)) {
      const hit = wanted !== '' && (frame.name + ' ' + frame.resource).toLowerCase().includes(wanted)
      list.append(make('li', hit ? 'hit' : '', make('span', 'since', duration(frame.runningNanos)),
        make('span', 'tag', name(frame.resource)), name(words(frame))))
    }
    if (thread.frames.length > DEEPEST) list.append(make('li', 'note', (thread.frames.length - DEEPEST) + ' more'))
    box.append(list)
    return box
  }
}
