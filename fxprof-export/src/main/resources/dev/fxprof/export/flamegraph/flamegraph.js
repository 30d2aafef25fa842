
(function () {
  'use strict'
  const SVG = 'http://www.w3.org/2000/svg'
  const HTML = 'http://www.w3.org/1999/xhtml'
  const MARGIN = 10, CHARACTER = 7.25, SEARCH = 240
  const svg = document.currentScript.ownerSVGElement
  const ownDocument = svg.dataset.document === 'true'
  const inverted = svg.dataset.inverted === 'true'
  const minimum = Number(svg.dataset.minimum)
  const frames = Array.from(svg.querySelectorAll('.fxfg-f'), group => ({
    group, rect: group.querySelector('rect'), text: group.querySelector('text'),
    title: group.querySelector('title').textContent, y: Number(group.querySelector('rect').getAttribute('y')),
    x: Number(group.dataset.x), w: Number(group.dataset.w), d: Number(group.dataset.d), found: false,
  }))
  if (frames.length === 0) return
  const root = frames[0]
  const byGroup = new Map(frames.map(f => [f.group, f]))
  const rows = []
  for (const f of frames) {
    f.label = f.title.split('\n')[0]
    f.group.setAttribute('tabindex', '-1')
    ;(rows[f.d] = rows[f.d] || []).push(f)
  }
  rows.forEach(row => row.sort((a, b) => a.x - b.x))
  const details = svg.querySelector('.fxfg-details')
  let zoomed = root, width = 0, box, input, reset, matched, current = root

  const end = f => f.x + f.w
  const isAbove = f => f.d < zoomed.d && f.x <= zoomed.x && end(f) >= end(zoomed)
  const isShown = f => isAbove(f) || f.d >= zoomed.d && f.x >= zoomed.x && end(f) <= end(zoomed)

  function fitting(label, room) {
    const wide = c => c.codePointAt(0) < 0x1100 ? 1 : 2
    const characters = Array.from(label)
    if (characters.reduce((sum, c) => sum + wide(c), 0) <= room) return label
    if (room < 3) return ''
    let used = 2, part = ''
    for (const c of characters) {
      used += wide(c)
      if (used > room) break
      part += c
    }
    return part + '..'
  }

  function draw() {
    const inner = width - 2 * MARGIN
    const scale = inner / (zoomed.w || 1)
    for (const f of frames) {
      const above = isAbove(f)
      const w = above ? inner : f.w * scale
      const shown = isShown(f) && (w >= minimum || f === root)
      f.group.classList.toggle('fxfg-off', !shown)
      if (!shown) continue
      f.group.classList.toggle('fxfg-above', above)
      f.group.classList.toggle('fxfg-found', f.found)
      const x = above ? MARGIN : MARGIN + (f.x - zoomed.x) * scale
      f.rect.setAttribute('x', x.toFixed(2))
      f.rect.setAttribute('width', w.toFixed(2))
      const label = fitting(f.label, Math.floor((w - 6) / CHARACTER))
      if (label && !f.text) {
        f.text = document.createElementNS(SVG, 'text')
        f.text.setAttribute('y', f.y + 12)
        f.group.appendChild(f.text)
      }
      if (f.text) {
        f.text.textContent = label
        f.text.setAttribute('x', (x + 3).toFixed(2))
      }
    }
    reset.classList.toggle('fxfg-off', zoomed === root)
  }

  function resize() {
    const room = ownDocument ? window.innerWidth : svg.parentElement ? svg.parentElement.clientWidth : 0
    const now = Math.max(600, room || svg.width.baseVal.value)
    if (now === width) return
    width = now
    svg.setAttribute('width', width)
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + svg.height.baseVal.value)
    box.setAttribute('x', width - MARGIN - SEARCH)
    reset.setAttribute('x', width - MARGIN - SEARCH - 90)
    matched.setAttribute('x', width - MARGIN)
    draw()
  }

  function zoom(f) {
    zoomed = f
    draw()
  }

  function walk(f) {
    if (!f) return
    if (!isShown(f)) zoom(root)
    current = f
    f.group.focus()
  }

  function search(text) {
    let test = null
    if (text) {
      try {
        const pattern = new RegExp(text, 'i')
        test = label => pattern.test(label)
      } catch (e) {
        const plain = text.toLowerCase()
        test = label => label.toLowerCase().includes(plain)
      }
    }
    for (const f of frames) f.found = test !== null && f !== root && test(f.label)
    // Time below a match counts once, however many matches stand on each other.
    const found = frames.filter(f => f.found).sort((a, b) => a.x - b.x || b.w - a.w)
    let sum = 0, reached = -1
    for (const f of found) {
      if (f.x >= reached) {
        sum += f.w
        reached = end(f)
      }
    }
    svg.querySelector('.fxfg-frames').classList.toggle('fxfg-searched', test !== null)
    matched.textContent = test === null ? '' : 'matched: ' + (100 * sum / (root.w || 1)).toFixed(2) + ' %'
    draw()
  }

  function openSearch() {
    input.focus()
    input.select()
  }

  function key(event) {
    const typing = event.target === input
    const modified = event.ctrlKey || event.metaKey
    if (modified && event.key.toLowerCase() === 'f' && !typing || !typing && event.key === '/') {
      openSearch()
    } else if (event.key === 'Escape') {
      input.value = ''
      search('')
      zoom(root)
      walk(root)
    } else if (typing || modified || event.altKey) {
      return
    } else if (event.key === 'Enter') {
      zoom(current)
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const row = rows[current.d].filter(isShown)
      walk(row[row.indexOf(current) + (event.key === 'ArrowLeft' ? -1 : 1)])
    } else if (event.key === (inverted ? 'ArrowDown' : 'ArrowUp')) {
      walk((rows[current.d + 1] || []).find(f => f.x >= current.x && end(f) <= end(current)))
    } else if (event.key === (inverted ? 'ArrowUp' : 'ArrowDown')) {
      walk((rows[current.d - 1] || []).find(f => f.x <= current.x && end(f) >= end(current)))
    } else {
      return
    }
    event.preventDefault()
  }

  function element(space, name, styled) {
    const made = document.createElementNS(space, name)
    made.setAttribute('class', styled)
    return made
  }

  function controls() {
    box = element(SVG, 'foreignObject', 'fxfg-box')
    box.setAttribute('y', 6)
    box.setAttribute('width', SEARCH)
    box.setAttribute('height', 24)
    input = element(HTML, 'input', 'fxfg-search')
    input.setAttribute('type', 'search')
    input.setAttribute('placeholder', 'search (regular expression)')
    input.setAttribute('aria-label', 'search')
    input.addEventListener('input', () => search(input.value))
    box.appendChild(input)
    reset = element(SVG, 'text', 'fxfg-button fxfg-off')
    reset.setAttribute('y', 20)
    reset.setAttribute('role', 'button')
    reset.textContent = 'reset zoom'
    reset.addEventListener('click', () => zoom(root))
    matched = element(SVG, 'text', 'fxfg-matched')
    matched.setAttribute('y', 41)
    matched.setAttribute('text-anchor', 'end')
    svg.append(box, reset, matched)
  }

  const frameOf = event => byGroup.get(event.target.closest('.fxfg-f'))
  controls()
  svg.addEventListener('click', event => {
    const f = frameOf(event)
    if (f) {
      zoom(f)
      walk(f)
    }
  })
  const say = event => {
    const f = frameOf(event)
    details.textContent = f ? f.title.replace('\n', '  ') : ''
  }
  svg.addEventListener('mouseover', say)
  svg.addEventListener('focusin', say)
  ;(ownDocument ? window : svg).addEventListener('keydown', key)
  window.addEventListener('resize', resize)
  root.group.setAttribute('tabindex', '0')
  resize()
})()
