// The stream and the JSON interface, as docs/stream.md and docs/serve.md describe them.

const FIRST_WAIT = 500
const LONGEST_WAIT = 5000
const SCHEMA = 'fxprof/stream/1'

/** Thrown where the server no longer knows this browser. */
export class LoggedOut extends Error {}

export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString()
  const answer = await fetch(path + (query ? '?' + query : ''), { cache: 'no-store' })
  if (answer.status === 401) throw new LoggedOut()
  if (!answer.ok) throw new Error((await answer.text()).replace(/^fxprof: /, '').trim())
  return answer.json()
}

/** Asks for a capture, with a number that is good for one. */
export async function trigger(server) {
  const { nonce } = await ask('/api/v1/nonce')
  const query = new URLSearchParams({ server, reason: 'asked for on the page' })
  const answer = await fetch('/api/v1/trigger?' + query, { method: 'POST', headers: { 'Fxprof-Nonce': nonce } })
  if (!answer.ok) throw new Error((await answer.text()).replace(/^fxprof: /, '').trim())
  return (await answer.json()).capture
}

/** Keeps a stream open. said = {hello, update, state}. */
export class Stream {
  constructor(said) {
    this.said = said
    this.wait = FIRST_WAIT
    this.wanted = null
    this.open()
  }

  open() {
    const address = new URL('/stream', location.href)
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    this.socket = new WebSocket(address)
    this.socket.onopen = () => {
      this.wait = FIRST_WAIT
      this.said.state('open')
      if (this.wanted) this.socket.send(JSON.stringify(this.wanted))
    }
    this.socket.onmessage = event => {
      const message = JSON.parse(event.data)
      if (message.schema !== SCHEMA) return
      if (message.type === 'hello') this.said.hello(message)
      else if (message.type === 'update') this.said.update(message)
    }
    this.socket.onclose = () => this.lost()
  }

  async lost() {
    this.said.state('lost')
    try {
      await ask('/api/v1/status')
    } catch (problem) {
      // A stream that is refused does not say why, a request does.
      if (problem instanceof LoggedOut) {
        this.said.state('loggedOut')
        return
      }
    }
    setTimeout(() => this.open(), this.wait)
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2)
  }

  subscribe(window) {
    this.wanted = { type: 'subscribe', window }
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(this.wanted))
  }
}

/** Runs work at once and then again and again, never twice at a time, while it is wanted. */
export class Poll {
  constructor(millis, work) {
    this.millis = millis
    this.work = work
    this.running = false
    this.generation = 0
  }

  start() {
    if (this.running) return
    this.running = true
    this.turn(++this.generation)
  }

  async turn(generation) {
    if (!this.running || generation !== this.generation) return
    try {
      if (!document.hidden) await this.work()
    } catch (problem) {
      if (problem instanceof LoggedOut) this.running = false
    }
    if (this.running && generation === this.generation) setTimeout(() => this.turn(generation), this.millis)
  }

  stop() { this.running = false }
}
