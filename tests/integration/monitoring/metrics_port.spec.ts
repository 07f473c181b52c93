import { test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { UserFactory } from '#database/factories/user_factory'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

const EXPECTED = [
  'media_inbox_processing_seconds_count{kind="process",format="image/webp",outcome="ready"}',
  'media_inbox_processing_seconds_count{kind="process",format="image/png",outcome="rejected"}',
  'media_inbox_processing_failures_total{code="E_IMAGE_CORRUPT"}',
]

test.group('METRICS_PORT', (group) => {
  group.tap((own) => own.tags(['@once']))
  test('has the metrics of the API, which has them nowhere else', async ({ assert }) => {
    const port = await freePort()
    const server = await spawnServer({ METRICS_PORT: String(port) })
    const own = await fetch(`http://127.0.0.1:${port}/metrics`)
    assert.equal(own.status, 200)
    assert.include(await own.text(), 'media_inbox_queue_depth ')

    const other = await fetch(`${server.url}/metrics`)
    assert.equal(other.status, 404)
    const elsewhere = await fetch(`http://127.0.0.1:${port}/health`)
    assert.equal(elsewhere.status, 404)

    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
  })

  test('stops the start, in one line, where it is taken', async ({ assert }) => {
    const port = await freePort()
    await spawnServer({ METRICS_PORT: String(port) })
    const variables = { METRICS_PORT: String(port) }
    const api = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
      ...process.env,
      ...variables,
      PORT: '0',
    })
    const said = `METRICS_PORT ${port} can't be used (EADDRINUSE): set it to another one, or leave it out.`
    for (const second of [api, spawnWorker(variables)]) {
      assert.equal(await second.ended, 1)
      assert.include(second.output, said)
      assert.notMatch(second.output, /^ +at /m)
    }
  })

  test('has what the worker made of each format, as its log does', async ({ assert }) => {
    const user = await UserFactory.create()
    const port = await freePort()
    const worker = spawnWorker({ METRICS_PORT: String(port), LOG_LEVEL: 'info' })
    const good = await uploaded(user, 'good/alpha.webp')
    const bad = await uploaded(user, 'hostile/truncated.png')
    await new CompleteUpload().handle({ asset: good, requestId: 'request-7' })
    await new CompleteUpload().handle({ asset: bad })

    // The suite may have left other jobs in line: what counts is that these are counted too.
    await eventually(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
      const text = await answer.text()
      return EXPECTED.every((line) => text.includes(line))
    })

    // The metrics may be counted before the line of the log has come through the pipe.
    const entry = await eventually(() =>
      jobEntries(worker).find(({ asset_id: id }) => id === good.id)
    )
    assert.containsSubset(entry, {
      level: 'info',
      outcome: 'ready',
      attempt: 1,
      user_id: user.id,
      request_id: 'request-7',
    })
    assert.isString(entry.job_id)
  })
})

function jobEntries(worker: ChildProgram): Record<string, unknown>[] {
  const lines = worker.output.split('\n').filter((line) => line.includes('"msg":"job"'))
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line))
}
