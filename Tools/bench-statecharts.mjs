// The five machines of `Tools/bench statecharts` in XState's words. Prints, for each, its key, the engine and its
// events per second. XState is required from where XSTATE points (a folder with node_modules, or the package itself),
// or from where this file stands.
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const places = [process.env.XSTATE && resolve(process.env.XSTATE), process.cwd()].filter(Boolean)
let xstate, version
for (const place of places) {
  for (const name of ['xstate', place]) {
    try {
      const require = createRequire(place + '/_.js')
      xstate = require(name)
      try { version = require(name === 'xstate' ? 'xstate/package.json' : place + '/package.json').version } catch { version = '' }
      break
    } catch { /* It may be at the next place. */ }
  }
  if (xstate?.createMachine) break
}
if (!xstate?.createMachine) {
  console.error('XState was not found; install it somewhere (npm install xstate) and give that folder as XSTATE=DIR.')
  process.exit(1)
}
const { createMachine, createActor, assign, transition, initialTransition } = xstate

const pair = { initial: 'a', states: { a: { on: { toggle: 'b' } }, b: { on: { toggle: 'a' } } } }
const nested = (levels) => levels === 0 ? pair : { initial: 'l', states: { l: nested(levels - 1) } }
const region = (n) => ({ initial: 'a' + n, states: { ['a' + n]: { on: { toggle: 'b' + n } }, ['b' + n]: { on: { toggle: 'a' + n } } } })

const machines = {
  toggle: { machine: createMachine({ id: 'toggle', ...pair }), event: 'toggle' },
  guard: {
    machine: createMachine({
      id: 'counter', context: { count: 0 }, initial: 'counting',
      states: {
        counting: {
          on: {
            count: {
              guard: ({ context }) => context.count < 1_000_000_000, target: 'counting',
              actions: assign({ count: ({ context }) => context.count + 1 }),
            },
          },
        },
      },
    }),
    event: 'count',
  },
  regions: {
    machine: createMachine({ id: 'regions', type: 'parallel', states: { r1: region(1), r2: region(2), r3: region(3), r4: region(4) } }),
    event: 'toggle',
  },
  depth: { machine: createMachine({ id: 'deep', ...nested(7) }), event: 'toggle' },
}

function median(numbers) { return numbers.sort((a, b) => a - b)[numbers.length >> 1] }

/** Events per second: the median of nine runs, after one to warm up. */
function perSecond(count, work) {
  work(count)
  const rates = []
  for (let run = 0; run < 9; run++) {
    const start = process.hrtime.bigint()
    work(count)
    rates.push(count / (Number(process.hrtime.bigint() - start) / 1e9))
  }
  return median(rates)
}

function report(key, rate) { console.log([key, 'XState ' + version, Math.round(rate)].join('\t')) }

for (const [key, { machine, event }] of Object.entries(machines)) {
  const actor = createActor(machine).start()
  const message = { type: event }
  report(key, perSecond(50_000, (count) => { for (let n = 0; n < count; n++) actor.send(message) }))
}

// The pure function beside the actor, whose figure is the one that is published.
if (typeof transition === 'function') {
  for (const [key, { machine, event }] of Object.entries(machines)) {
    let [snapshot] = initialTransition(machine)
    const message = { type: event }
    const rate = perSecond(50_000, (count) => { for (let n = 0; n < count; n++) [snapshot] = transition(machine, snapshot, message) })
    console.log([key, 'XState ' + version + ' pure', Math.round(rate)].join('\t'))
  }
}

{
  const { machine, event } = machines.guard
  let text = JSON.stringify(createActor(machine).start().getPersistedSnapshot())
  report('restore', perSecond(10_000, (count) => {
    for (let n = 0; n < count; n++) {
      const actor = createActor(machine, { snapshot: JSON.parse(text) }).start()
      actor.send({ type: event })
      text = JSON.stringify(actor.getPersistedSnapshot())
      actor.stop()
    }
  }))
}
