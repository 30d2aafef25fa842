'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SHOWN = 12;
  const $ = id => document.getElementById(id);

  // All names come from the recording: they are only ever set as text.
  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const part of content) element.append(part);
    return element;
  };

  // ------------------------------------------------------------------ figures
  const digits = value => value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
  const duration = nanos => nanos === 0 ? '–'
    : nanos < 999500 ? digits(nanos / 1e3) + ' µs'
      : nanos < 999500000 ? digits(nanos / 1e6) + ' ms' : digits(nanos / 1e9) + ' s';
  const count = new Intl.NumberFormat('en').format;
  const FORMS = {
    duration, count,
    rate: value => value >= 99.95 ? count(Math.round(value)) : digits(value),
    percent: value => value.toFixed(1) + ' %',
    text: value => value
  };

  // ------------------------------------------------------------------ head
  document.title = 'fxprof report: ' + data.file;
  $('verdict').textContent = data.verdict;
  for (const line of data.summary) $('summary').append(make('li', '', line));

  // ------------------------------------------------------------------ light and dark
  const root = document.documentElement;
  const preferred = matchMedia('(prefers-color-scheme: dark)');
  let chosen = null;
  const applyTheme = () => {
    const dark = chosen === null ? preferred.matches : chosen;
    root.dataset.theme = dark ? 'dark' : 'light';
    $('theme').setAttribute('aria-pressed', String(dark));
    drawChart();
  };
  $('theme').addEventListener('click', () => {
    chosen = root.dataset.theme !== 'dark';
    applyTheme();
  });
  preferred.addEventListener('change', applyTheme);

  // ------------------------------------------------------------------ slow ticks
  const hitchOf = new Map();
  const words = step => ['event', 'export', 'command', 'thread', 'region', 'task'].includes(step.kind)
    ? step.kind + ' ' + step.name : step.name;

  const showHitches = () => {
    if (data.slowTicks.length === 0) return;
    $('slow').hidden = false;
    $('slow-title').textContent = data.slowTitle;
    for (const hitch of data.slowTicks) {
      const steps = hitch.steps;
      const culprit = steps[steps.length - 1];
      const chain = make('ol', 'chain');
      for (const step of steps) {
        chain.append(make('li', '', make('bdi', '', words(step)), make('span', 'tag', make('bdi', '', step.resource))));
      }
      const when = hitch.startNanos > 0 ? duration(hitch.startNanos) + ' after' : 'at';
      const about = make('p', 'note about', 'on ', make('bdi', '', hitch.thread), ', ' + when + ' the start of the recording; '
        + duration(hitch.selfNanos) + ' in the last step itself');
      const details = make('details', '', make('summary', '', make('b', '', duration(hitch.durationNanos)),
        ' tick ' + count(hitch.tick) + ': ', make('bdi', '', steps.length > 1 ? culprit.resource + ' › ' + words(culprit) : 'the tick itself'),
        hitch.source > 0 ? ', player ' + hitch.source : ''), chain, about);
      hitchOf.set(hitch.tick, details);
      $('hitches').append(details);
    }
  };

  // ------------------------------------------------------------------ time line
  const line = data.timeLine;
  const last = line.nanos.length - 1;
  // One more point, so that the last tick has a width, too.
  const seconds = line.starts.map(nanos => nanos / 1e9);
  const ticksMillis = line.nanos.map(nanos => nanos / 1e6);
  if (last >= 0) {
    seconds.push(seconds[last] + line.nanos[last] / 1e9);
    ticksMillis.push(ticksMillis[last]);
  }
  const budget = data.budgetNanos / 1e6;
  let chart = null;
  let picked = -1;

  const pick = (index, open) => {
    picked = index;
    const number = line.numbers[index];
    const details = hitchOf.get(number);
    $('picked').textContent = 'Tick ' + count(number) + ' took ' + duration(line.nanos[index])
      + (line.each > 1 ? ', the longest of ' + count(line.each) : '')
      + (details ? '. Its way down to ' + details.querySelector('bdi').textContent + ' is listed below.'
        : '. fxprof report --tick ' + number + ' shows what ran in it.');
    if (details && open) {
      details.open = true;
      details.scrollIntoView({ block: 'center' });
      details.querySelector('summary').focus({ preventScroll: true });
    }
  };

  const move = by => {
    const next = Math.min(last, Math.max(0, picked + by));
    chart.setCursor({ left: chart.valToPos(chart.data[0][next], 'x'), top: chart.valToPos(ticksMillis[next], 'y') });
    pick(next, false);
  };
  const moveToSlow = by => {
    let next = picked + by;
    while (next >= 0 && next <= last && !hitchOf.has(line.numbers[next])) next += by;
    if (next >= 0 && next <= last) move(next - picked);
  };

  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  function drawChart() {
    if (last < 0) return;
    $('timeline').hidden = false;
    if (chart) chart.destroy();
    const box = $('chart');
    const axis = (label, size) => ({ label, size,  stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 }, labelSize: 20, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif' });
    chart = new uPlot({
      width: Math.max(280, box.clientWidth), height: 260,
      legend: { show: false },
      cursor: { drag: { x: true, y: false }, points: { size: 9 } },
      scales: { x: { time: false }, y: { range: (u, least, most) => [0, Math.max(most, budget) * 1.05] } },
      axes: [axis('seconds since the start of the recording', 34), axis('ms', 50)],
      series: [{},
        // A tick lasts from its start on, mostly until the next one begins.
        { stroke: colour('--tick'), fill: colour('--tick') + '40', width: 1, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) },
        { stroke: colour('--budget'), width: 1.5, dash: [6, 4], points: { show: false } },
        { stroke: 'transparent', points: { show: true, size: 8, fill: colour('--hitch'), stroke: colour('--back') }, paths: () => null }]
    }, [seconds, ticksMillis, ticksMillis.map(() => budget),
      ticksMillis.map((millis, i) => i <= last && hitchOf.has(line.numbers[i]) ? millis : null)], box);
    chart.over.addEventListener('click', () => {
      if (chart.cursor.idx !== null && chart.cursor.idx !== undefined) pick(nearestSlow(Math.min(last, chart.cursor.idx)), true);
    });
  }

  // A click need not hit a mark on the pixel.
  const nearestSlow = index => {
    const x = i => chart.valToPos(chart.data[0][i], 'x');
    let best = index;
    let distance = 7;
    line.numbers.forEach((number, i) => {
      if (hitchOf.has(number) && Math.abs(x(i) - x(index)) < distance) {
        best = i;
        distance = Math.abs(x(i) - x(index));
      }
    });
    return best;
  };

  const helpChart = () => {
    $('timeline-help').textContent = 'The dashed line is the budget of a tick, ' + data.budget
      + '; dots are the slow ticks that are listed below. Click one for its chain, drag to zoom, double-click to zoom out. '
      + 'With the keyboard: left and right go from tick to tick, up and down from slow tick to slow tick, Enter opens it.'
      + (line.each > 1 ? ' Each point is the longest of ' + count(line.each) + ' ticks.' : '');
    $('chart').addEventListener('keydown', event => {
      const act = {
        ArrowLeft: () => move(-1), ArrowRight: () => move(1), ArrowDown: () => moveToSlow(1),
        ArrowUp: () => moveToSlow(-1), Home: () => move(-picked), End: () => move(last - picked),
        Enter: () => picked >= 0 && pick(picked, true)
      }[event.key];
      if (act && chart) {
        event.preventDefault();
        act();
      }
    });
    let waiting = 0;
    addEventListener('resize', () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => chart && chart.setSize({ width: Math.max(280, $('chart').clientWidth), height: 260 }));
    });
  };

  // ------------------------------------------------------------------ tree of one tick
  const node = (tree, parent) => {
    const figures = make('span', 'figures', ' ' + duration(tree.totalNanos) + ', self ' + duration(tree.selfNanos)
      + ', ' + count(tree.slices) + (tree.slices === 1 ? ' time' : ' times')
      + (tree.source > 0 ? ', player ' + tree.source : ''));
    const label = [make('bdi', '', words(tree)), make('span', 'tag', make('bdi', '', tree.resource)), figures];
    const item = make('li');
    if (tree.children.length > 0) {
      const details = make('details', '', make('summary', '', ...label));
      details.open = tree.totalNanos > 0.1 * parent;
      const list = make('ul');
      for (const child of [...tree.children].sort((a, b) => b.totalNanos - a.totalNanos)) list.append(node(child, parent));
      details.append(list);
      item.append(details);
    } else item.append(make('div', 'leaf', ...label));
    if (tree.slicesLeftOut > 0) item.append(make('div', 'leaf note', count(tree.slicesLeftOut) + ' more slices below'));
    return item;
  };
  const showTree = () => {
    if (!data.tree) return;
    $('tree').hidden = false;
    $('tree-title').textContent = 'Tick ' + count(data.tree.tick) + ', ' + duration(data.tree.durationNanos);
    for (const thread of data.tree.threads) {
      $('tree-body').append(make('h3', '', thread.name));
      const list = make('ul', 'tree');
      for (const one of thread.roots) list.append(node(one, data.tree.durationNanos));
      $('tree-body').append(list);
    }
  };

  // ------------------------------------------------------------------ tables
  const tables = [];

  class Table {
    constructor(key, title, columns) {
      Object.assign(this, { key, title, columns, sortBy: columns.findIndex(column => column.sort), down: true, all: false });
      this.section = make('section');
      this.section.id = 'table-' + key;
      this.head = make('h3', '', title);
      this.body = make('tbody');
      this.headers = columns.map((column, i) => {
        const button = make('button', '', column.label);
        button.type = 'button';
        if (column.help) button.title = column.help;
        button.addEventListener('click', () => this.sort(i));
        const header = make('th', column.form === 'text' ? 'text' : '', button);
        header.scope = 'col';
        return header;
      });
      const element = make('table', '', make('caption', '', title), make('thead', '', make('tr', '', ...this.headers)), this.body);
      const scroll = make('div', 'scroll', element);
      scroll.tabIndex = 0;
      scroll.setAttribute('role', 'region');
      scroll.setAttribute('aria-label', title);
      this.button = make('button', 'more');
      this.button.type = 'button';
      this.button.addEventListener('click', () => { this.all = !this.all; this.draw(); });
      this.left = make('p', 'note');
      this.section.append(this.head, scroll, this.button, this.left);
    }

    sort(column) {
      this.down = column === this.sortBy ? !this.down : this.columns[column].form !== 'text';
      this.sortBy = column;
      this.draw();
    }

    take(table) {
      this.rows = table ? table.rows : [];
      this.leftOut = table ? table.more : 0;
    }

    filter(text) {
      this.text = text;
      const texts = this.columns.map((column, i) => column.form === 'text' ? i : -1).filter(i => i >= 0);
      this.matches = text === '' ? this.rows
        : this.rows.filter(row => texts.some(i => String(row[i]).toLowerCase().includes(text)));
      this.draw();
      return this.matches.length;
    }

    draw() {
      const by = this.sortBy;
      const sign = this.down ? -1 : 1;
      const compare = this.columns[by].form === 'text' ? (a, b) => String(a[by]).localeCompare(String(b[by])) : (a, b) => a[by] - b[by];
      const sorted = [...this.matches].sort((a, b) => sign * compare(a, b));
      const shown = this.all || this.text !== '' ? sorted : sorted.slice(0, SHOWN);
      this.body.replaceChildren(...shown.map(row => this.line(row)));
      this.headers.forEach((header, i) => header.setAttribute('aria-sort', i !== by ? 'none' : this.down ? 'descending' : 'ascending'));
      this.button.hidden = sorted.length <= SHOWN || this.text !== '';
      this.button.textContent = this.all ? 'Show the first ' + SHOWN : 'Show all ' + count(sorted.length);
      this.left.hidden = this.leftOut === 0;
      this.left.textContent = count(this.leftOut) + ' more rows with less self time are not in this page; fxprof report --json has all.';
      this.section.hidden = this.matches.length === 0;
    }

    line(row) {
      return make('tr', '', ...this.columns.map((column, i) => {
        const text = FORMS[column.form](row[i]);
        const cell = make(i === 0 ? 'th' : 'td', column.form === 'text' ? 'text' : '');
        if (i === 0) cell.scope = 'row';
        if (column.form === 'text') {
          cell.title = text;
          cell.append(make('bdi', '', text));
        } else if (column.form === 'percent') {
          const meter = make('meter');
          meter.max = 100;
          meter.value = row[i];
          meter.setAttribute('aria-hidden', 'true');
          cell.append(meter, text);
        } else cell.append(text);
        return cell;
      }));
    }
  }

  const showTables = () => {
    for (const table of data.tables) {
      const one = new Table(table.key, table.title, table.columns);
      tables.push(one);
      $('all-tables').append(one.section);
      one.link = make('a', '', table.title);
      one.link.href = '#table-' + table.key;
      $('contents').append(one.link);
    }
    $('which').hidden = !data.hasSlow;
    $('which-all').textContent = data.allTitle;
    $('which-slow').textContent = data.overTitle;
    const refresh = () => {
      const which = document.querySelector('input[name=which]:checked').value;
      const text = $('search').value.trim().toLowerCase();
      let found = 0;
      tables.forEach((table, i) => {
        table.take(data.tables[i][which]);
        found += table.filter(text);
        table.link.hidden = table.section.hidden;
      });
      $('found').textContent = text === '' ? '' : count(found) + (found === 1 ? ' row matches' : ' rows match');
    };
    $('search').addEventListener('input', refresh);
    for (const radio of document.querySelectorAll('input[name=which]')) radio.addEventListener('change', refresh);
    refresh();
  };

  showHitches();
  showTree();
  showTables();
  helpChart();
  $('flame').hidden = data.tables.length === 0;
  applyTheme();
})();
