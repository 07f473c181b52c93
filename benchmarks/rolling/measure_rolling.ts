import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Balancer } from '#tests/support/services/balancer'
import { SteadyLoad } from '#tests/support/measure/steady_load'
import { makeFixture } from '../api/fixture.js'
import { Goal } from '../support/goal.js'
import type { BenchmarkInstallation, Program } from '../support/installation.js'
import type { Bench, Section } from '../support/section.js'
import { quantile } from '../support/statistics.js'

const ROUNDS = 2
const DELAY_SECONDS = 2

export const rolling: Section = {
  name: 'rolling',
  title: 'A rolling restart',
  about:
    'Two nodes behind a proxy that asks them every 100 ms whether they are ready, and eight ' +
    'clients that list, read and reserve uploads without a pause, while each node in turn is ' +
    'replaced by a new one. What counts are the requests that fail; the times tell how much it ' +
    'is felt, on a machine where two more nodes start meanwhile.',
  async measure(bench) {
    const installation = await bench.install()
    const { token } = await makeFixture(installation.database, 1_000)
    const balancer = await Balancer.start()
    try {
      const nodes = [await join(installation, balancer), await join(installation, balancer)]
      bench.progress('with nothing restarted')
      const before = await underLoad(balancer, token, () => sleep(bench.seconds * 1_000))
      bench.progress('restarting')
      const during = await underLoad(balancer, token, () =>
        restart(bench, installation, balancer, nodes)
      )
      return {
        tables: [{ heads: HEADS, rows: [row('before', before), row('during', during)] }],
        goals: [Goal.atMost(0, during.failures.length, 'rolling restart: requests that fail')],
      }
    } finally {
      balancer.close()
    }
  },
}

const HEADS = ['', 'requests', 'failed', 'p50', 'p99']

async function join(installation: BenchmarkInstallation, balancer: Balancer) {
  const variables = { SHUTDOWN_DELAY: String(DELAY_SECONDS) }
  const node = await installation.serve('build/bin/server.js', variables)
  balancer.add(node.url)
  while (!balancer.isReady(node.url)) await sleep(20)
  return node
}

async function underLoad(balancer: Balancer, token: string, work: () => Promise<unknown>) {
  const load = new SteadyLoad(balancer.url, token)
  await work()
  await load.stop()
  return load
}

async function restart(
  { progress }: Bench,
  installation: BenchmarkInstallation,
  balancer: Balancer,
  nodes: Program[]
) {
  for (let count = 1; count <= ROUNDS * nodes.length; count++) {
    nodes.push(await join(installation, balancer))
    const { child } = nodes.shift()!
    child.kill('SIGTERM')
    await once(child, 'exit')
    progress(`${count} of ${ROUNDS * nodes.length} are replaced`)
  }
}

function row(name: string, { times, failures }: SteadyLoad) {
  const milliseconds = (share: number) => `${quantile(times, share).toFixed(1)} ms`
  const counts = [times.length, failures.length].map((count) => count.toLocaleString('en'))
  return [name, ...counts, milliseconds(0.5), milliseconds(0.99)]
}
