import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeFolder, ROOT } from '../support/installation.js'
import { residentMemory } from '../support/memory.js'
import type { Section } from '../support/section.js'
import { median } from '../support/statistics.js'
import { megabytes } from '../support/table.js'

const ROUNDS = 3
const START_MS = 120_000
const SETTLE_MS = 10_000

export const startup: Section = {
  name: 'startup',
  title: 'Cold start and idle memory',
  about:
    '`npm start` with everything embedded and the production build made: the seconds until it says ' +
    `that it is ready, on an empty data folder and again on the same. Medians of ${ROUNDS} rounds. Then the ` +
    `resident memory of API and worker, ${SETTLE_MS / 1_000} s after a start.`,
  async measure(bench) {
    const first: number[] = []
    const second: number[] = []
    const memory: [number, number][] = []
    for (let round = 1; round <= ROUNDS; round++) {
      bench.progress(`round ${round} of ${ROUNDS}`)
      const dataDir = await makeFolder()
      first.push(await whileRunning(dataDir, async (seconds) => seconds))
      const settled = await whileRunning(dataDir, async (seconds) => {
        second.push(seconds)
        await delay(SETTLE_MS)
        return [await memoryOf(dataDir, 'api'), await memoryOf(dataDir, 'worker')]
      })
      memory.push(settled as [number, number])
      await rm(dataDir, { recursive: true, force: true })
    }
    const rows = [
      ['first start, empty data folder', `${median(first).toFixed(1)} s`],
      ['another start', `${median(second).toFixed(1)} s`],
      ['API, idle', megabytes(median(memory.map(([api]) => api)))],
      ['worker, idle', megabytes(median(memory.map(([, worker]) => worker)))],
    ]
    return { tables: [{ heads: ['npm start', 'measured'], rows }], goals: [] }
  },
}

/** Runs `npm start` until the work is done, which is told how many seconds it took to be ready. */
async function whileRunning<Result>(dataDir: string, work: (seconds: number) => Promise<Result>) {
  const { PATH, HOME } = process.env
  const startedAt = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { PATH, HOME, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(npm, 'exit')
  const ready = Promise.withResolvers<void>()
  let said = ''
  npm.stdout.on('data', (chunk) => {
    said += chunk
    if (said.includes('is ready after')) ready.resolve()
  })
  const late = setTimeout(() => ready.reject(new Error('npm start took too long')), START_MS)
  void ended.then(() => ready.reject(new Error(`npm start ended, having said: ${said}`)))
  try {
    await ready.promise
    return await work((performance.now() - startedAt) / 1_000)
  } finally {
    clearTimeout(late)
    npm.kill('SIGTERM')
    await ended
  }
}

async function memoryOf(dataDir: string, service: string) {
  return residentMemory(Number.parseInt(await readFile(join(dataDir, `${service}.pid`), 'utf8')))
}
