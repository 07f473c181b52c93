import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { startCollector } from '#tests/support/services/trace_collector'
import { mediaFile, put } from '#tests/support/http/uploads'

test.group('traces of several processes', (group) => {
  group.tap((own) => own.tags(['@once']))
  test('come together in one, whose last spans are sent before the end', async ({
    assert,
    cleanup,
  }) => {
    const collector = await startCollector()
    cleanup(() => collector.close())
    const server = await spawnServer({ ...collector.variables, LOG_LEVEL: 'info' })
    const worker = spawnWorker(collector.variables)

    const user = await UserFactory.create()
    const { accessToken } = await openSession(user)
    const headers = { 'authorization': `Bearer ${accessToken}`, 'content-type': 'application/json' }
    const call = async (method: string, path: string, body?: object) => {
      const init = { method, headers, body: body && JSON.stringify(body) }
      const answer = await fetch(server.url + path, init)
      const { data } = (await answer.json()) as { data: any }
      return data
    }
    const { bytes, declaration } = await mediaFile('good/alpha.webp')
    const { asset, upload } = await call('POST', '/uploads/presign', declaration)
    await put(upload, bytes)
    await call('POST', '/uploads/complete', { assetId: asset.id })
    await eventually(
      async () => {
        const { status } = await call('GET', `/assets/${asset.id}`)
        return status === 'ready'
      },
      { deadline: 60_000 }
    )
    server.signal('SIGTERM')
    worker.signal('SIGTERM')
    assert.deepEqual([await server.ended, await worker.ended], [0, 0])

    const presign = collector.spans.find(({ name }) => name === 'POST /uploads/presign')!
    const own = collector.spans.filter(({ traceId }) => traceId === presign.traceId)
    const names = (service: string) =>
      own.filter((span) => span.service === service).map(({ name }) => name)
    assert.includeMembers(names('media-inbox-api'), ['upload.complete', 'queue.add'])
    assert.includeMembers(names('media-inbox-worker'), [
      'store.read',
      'asset.download',
      'asset.decode',
      'store.put',
      'asset.write',
      'job.process',
    ])
    const ids = own.map(({ spanId }) => spanId)
    const roots = own.filter(({ parentSpanId }) => !ids.includes(parentSpanId!))
    assert.deepEqual(roots, [presign])
    const { traceId, spanId } = presign
    assert.include(requestLine(server.output, '/uploads/presign'), {
      trace_id: traceId,
      span_id: spanId,
    })
  })

  test('cost nothing where nobody wants them', async ({ assert }) => {
    const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
    const wanted = await loadedPackages(traces)
    assert.isAbove(wanted, 10)
    assert.equal(await loadedPackages(), 0)
  })
})

/** What the log tells of the request of a route that has ended. */
function requestLine(output: string, route: string) {
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  return lines.map((line) => JSON.parse(line)).find((line) => line.route === route)
}

async function loadedPackages(variables: NodeJS.ProcessEnv = {}) {
  const program = new ChildProgram(
    ['--import=@poppinss/ts-exec', 'tests/support/measure/loaded_packages.ts'],
    { ...process.env, ...variables }
  )
  const [, count] = await program.says(/tracing packages: (\d+)\./)
  return Number(count)
}
