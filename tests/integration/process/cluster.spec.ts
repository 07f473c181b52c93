import { readFile } from 'node:fs/promises'
import { Agent, get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnServer } from '#tests/support/services/spawn'

const THREE = { API_PROCESSES: '3', LOG_LEVEL: 'info' }

test.group('an API of several processes', (group) => {
  group.tap((own) => own.tags(['@once']))
  test('adds up what they measure, on METRICS_PORT', async ({ assert }) => {
    const port = await freePort()
    const server = await spawnServer({ ...THREE, METRICS_PORT: String(port) })
    await serves(server, 3)
    assert.deepEqual(await statusesOf(server.url, 30), Array(30).fill(401))
    await eventually(async () => (await countedAt(`http://127.0.0.1:${port}`)) === 30)
  })

  test('adds up what they measure, also where only one of them is ever asked', async ({
    assert,
    cleanup,
  }) => {
    const server = await spawnServer({ ...THREE, APP_URL: 'http://localhost:3000' })
    await serves(server, 3)
    assert.deepEqual(await statusesOf(server.url, 30), Array(30).fill(401))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanup(() => agent.destroy())
    await eventually(async () => (await countedAt(server.url, agent)) === 30)
  })

  test('goes on from what one measured that died: a sum never falls', async ({ assert }) => {
    const server = await spawnServer({ ...THREE, APP_URL: 'http://localhost:3000' })
    await serves(server, 3)
    assert.deepEqual(await statusesOf(server.url, 30), Array(30).fill(401))
    await eventually(async () => (await countedAt(server.url)) === 30)
    const pids = await processesOf(server.pid)
    for (const pid of pids) process.kill(pid, 'SIGKILL')
    await serves(server, 6)
    assert.equal(await countedAt(server.url), 30)
  })

  test('counts limits together', async ({ assert }) => {
    const server = await spawnServer({ ...THREE, LIMIT_ADDRESS: '10' })
    await serves(server, 3)
    // Until its connection to a Redis is ready, a process counts nothing and refuses nobody.
    await eventually(async () => {
      const answers = await answersOf(server.url, 6, '127.0.0.2')
      return answers.every(({ headers }) => 'x-ratelimit-limit' in headers)
    })
    const statuses = await statusesOf(server.url, 30, '127.0.0.3')
    assert.lengthOf(
      statuses.filter((status) => status === 401),
      10
    )
    assert.lengthOf(
      statuses.filter((status) => status === 429),
      20
    )
  })

  test('replaces one that died, while the others serve', async ({ assert }) => {
    const server = await spawnServer(THREE)
    await serves(server, 3)
    const before = await processesOf(server.pid)
    process.kill(before[0], 'SIGKILL')
    await server.says(/a process of the API ended \(SIGKILL\)/)
    assert.deepEqual(await statusesOf(server.url, 10), Array(10).fill(401))
    await serves(server, 4)
    const after = await processesOf(server.pid)
    assert.includeMembers(after, before.slice(1))
    assert.notInclude(after, before[0])
  })

  test('serves where npm start holds on to it, too', async () => {
    const held = ['--import=@poppinss/ts-exec', '--import=./app/installation/attached.ts']
    const port = String(await freePort())
    const server = new ChildProgram([...held, 'bin/server.ts'], {
      ...process.env,
      ...THREE,
      PORT: port,
    })
    await serves(server, 3)
  })

  test('ends in order at SIGTERM, all of it', async ({ assert }) => {
    const server = await spawnServer(THREE)
    await serves(server, 3)
    const pids = await processesOf(server.pid)
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), /ESRCH/)
  })

  test('does not start, and says why once, where one could not', async ({ assert }) => {
    const taken = await spawnServer()
    const second = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
      ...process.env,
      ...THREE,
      PORT: new URL(taken.url).port,
    })
    assert.equal(await second.ended, 1)
    assert.lengthOf(second.output.match(/PORT \d+ is taken/g)!, 1)
  })
})

/** Waits until so many of its processes have begun to listen, those that are gone by now included. */
async function serves(server: ChildProgram, count: number) {
  await eventually(() => server.output.match(/started HTTP server/g)?.length === count, {
    deadline: 60_000,
  })
}

/** The processes that it has started. */
async function processesOf(pid: number) {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return list.trim().split(' ').filter(Boolean).map(Number)
}

/** How many requests for `/auth/me` the metrics tell of. */
async function countedAt(url: string, agent?: Agent) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/metrics`, { agent }, resolve).on('error', reject)
  })
  const name = /^media_inbox_http_request_duration_seconds_count\{.*"\/auth\/me".*\} (\d+)$/m
  return Number(name.exec(await text(answer))?.[1])
}

async function statusesOf(url: string, count: number, localAddress?: string) {
  const answers = await answersOf(url, count, localAddress)
  return answers.map(({ statusCode }) => statusCode!)
}

/** Asks so often, each time over a connection of its own. */
function answersOf(url: string, count: number, localAddress?: string) {
  const one = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = { agent: false, localAddress } as const
      const asked = get(`${url}/auth/me`, options, (answer) => resolve(answer.resume()))
      asked.on('error', reject)
    })
  return Promise.all(Array.from({ length: count }, one))
}
