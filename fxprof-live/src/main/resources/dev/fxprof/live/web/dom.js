// What all views share. Names come from the game server and are only ever set as text.

export const $ = id => document.getElementById(id)

export function make(tag, className, ...content) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...content)
  return element
}

/** A name in a direction of its own, so that it cannot turn what stands around it. */
export const name = text => make('bdi', '', text)

export function button(text, act, className = '') {
  const made = make('button', className, text)
  made.type = 'button'
  made.addEventListener('click', act)
  return made
}

/** Sets a text only if it is another, so that selections and screen readers are left in peace. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}

const digits = value => value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)

export const duration = nanos => nanos === 0 ? '0'
  : nanos < 999500 ? digits(nanos / 1e3) + ' µs'
    : nanos < 999500000 ? digits(nanos / 1e6) + ' ms' : digits(nanos / 1e9) + ' s'

export const count = new Intl.NumberFormat('en').format

export const rate = value => value === 0 ? '0' : value >= 99.95 ? count(Math.round(value)) : digits(value)

export const percent = value => value.toFixed(value < 9.95 ? 2 : 1) + ' %'

export function bytes(value) {
  if (value < 0) return '–'
  if (value < 1000) return rate(value) + ' B'
  const units = ['kB', 'MB', 'GB', 'TB']
  let step = -1
  while (value >= 999.5 && step < units.length - 1) { value /= 1000; step++ }
  return digits(value) + ' ' + units[step]
}

export const clock = millis => new Date(millis).toLocaleTimeString('en-GB')

export const day = millis => {
  const date = new Date(millis)
  return date.toDateString() === new Date().toDateString() ? clock(millis)
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }) + ', ' + clock(millis)
}

/** A difference with its sign, so that colour does not say it alone. */
export const signed = (value, form) => value === 0 ? '0' : (value > 0 ? '+' : '\u2212') + form(Math.abs(value))

/** What a partial capture does not show. */
export const lacks = capture => 'Partial: ' + (capture.partialReason || 'some of what it should show is missing') + '.'

/** How a step of a chain is spoken of. */
export const words = step => ['event', 'export', 'command', 'thread', 'region', 'task'].includes(step.kind)
  ? step.kind + ' ' + step.name : step.name

/** A group of buttons of which one is chosen; arrow keys go through them. */
export function choices(box, options, role, chosen, choose) {
  const isTab = role === 'tab'
  const buttons = options.map(option => {
    const made = button(option.label, () => choose(option.key))
    made.setAttribute('role', role)
    made.dataset.key = option.key
    if (option.help) made.title = option.help
    if (isTab) {
      made.id = 'tab-' + option.key
      made.setAttribute('aria-controls', 'view')
    }
    return made
  })
  box.replaceChildren(...buttons)
  box.onkeydown = event => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    const next = (buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length
    buttons[next].focus()
    choose(options[next].key)
  }
  const show = key => buttons.forEach(one => {
    const on = one.dataset.key === String(key)
    one.setAttribute(isTab ? 'aria-selected' : 'aria-checked', String(on))
    one.tabIndex = on ? 0 : -1
  })
  show(chosen)
  return { show, label: (key, text) => buttons.filter(one => one.dataset.key === key).forEach(one => say(one, text)) }
}

/** The hue of a resource: the same in every view and every run. */
export function hue(text) {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return (hash >>> 0) % 360
}
