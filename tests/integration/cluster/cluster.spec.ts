import { readFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { freePort } from '#embedded/free_port'
import { ChildProgram } from '#tests/support/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnServer } from '#tests/support/spawn'

const THREE = { API_PROCESSES: '3', LOG_LEVEL: 'info' }

test.group('an API of several processes', () => {
  test('adds up what they measure, whichever is asked', async ({ assert }) => {
    const port = await freePort()
    const server = await spawnServer({ ...THREE, METRICS_PORT: String(port) })
    await serves(server, 3)
    const statuses = await statusesOf(server.url, 30)
    assert.deepEqual(statuses, Array(30).fill(401))

    const name = /^media_inbox_http_request_duration_seconds_count\{.*"\/auth\/me".*\} (\d+)$/m
    const counted = await eventually(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
      return name.exec(await answer.text())
    })
    assert.equal(counted[1], '30')
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
    const held = ['--import=@poppinss/ts-exec', '--import=./app/embedded/attached.ts']
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
    assert.lengthOf(second.output.match(/Error: \w+ EADDRINUSE/g)!, 1)
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
