// The expressions of bench/lang_bench.cc on @marcbachmann/cel-js, the fastest of the JavaScript implementations, over
// plain objects: nanoseconds for one evaluation, microseconds for one compilation, medians of seven.
import { Environment } from '@marcbachmann/cel-js'

const expressions = [
  ['one comparison', `item.points > 8.0`],
  ['five comparisons', `item.points > 1.0 && item.points < 13.0 && item.priority <= 3 && item.kind == 'chore' && item.status == 'todo'`],
  ['exists over 5 labels', `item.labels.exists(l, l == 'x')`],
  ['join through 2 references', `item.assignee.manager.name == 'Grace'`],
  ['message template', `string(item.id) + ' of ' + string(item.assignee.name) + ' has ' + string(item.points) + ' points'`],
]

const grace = { name: 'Grace' }
grace.manager = grace
const bob = { name: 'Bob' }
const people = [{ name: 'Ada', manager: grace }, bob]
bob.manager = people[0]
const rows = []
for (let row = 0; row < 64; row++) {
  rows.push({ item: {
    id: `TD-${row}`, points: 2 + (row % 11), priority: BigInt(1 + (row % 3)), kind: 'chore', status: 'todo',
    labels: ['core', 'queue', 'slow', 'later', 'x'], assignee: people[row % 2],
  } })
}

// Nanoseconds of one round, over some 50 ms.
function time(round) {
  let count = 1
  for (;;) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < count; i++) round(i)
    const spent = Number(process.hrtime.bigint() - start)
    if (spent > 5e7) return spent / count
    count *= 2
  }
}

function median(round) {
  time(round)  // the just-in-time compiler's turn
  return Array.from({ length: 7 }, () => time(round)).sort((a, b) => a - b)[3]
}

const environment = new Environment().registerVariable('item', 'map')
for (const [name, text] of expressions) {
  const evaluate = environment.parse(text)
  const evaluating = median(i => evaluate(rows[i % rows.length]))
  const compiling = median(() => environment.parse(text))
  console.log(`${name.padEnd(28)} ${evaluating.toFixed(0).padStart(8)} ns ${(compiling / 1000).toFixed(1).padStart(10)} us`)
}
