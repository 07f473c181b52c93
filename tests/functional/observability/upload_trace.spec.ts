import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { runJob } from '#tests/support/services/run_jobs'
import { MediaWorker } from '#app/processing/media_worker'
import { http } from '#config/app'
import { queueConfig } from '#config/queue'
import { tracingOf } from '#config/tracing'
import { startTracing } from '#app/observability/tracing/start'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { mediaFile, put } from '#tests/support/http/uploads'

test.group('the trace of an upload', (group) => {
  const exporter = new InMemorySpanExporter()
  group.setup(() => {
    const spanProcessors = [new SimpleSpanProcessor(exporter)]
    const tracing = startTracing({ ...tracingOf('test'), spanProcessors }, http.trustProxy)
    return () => tracing.close()
  })
  group.each.setup(() => exporter.reset())

  /** The spans of one trace, by name. */
  const spansOf = (traceId: string) => {
    const own = exporter.getFinishedSpans().filter((span) => traceIdOf(span) === traceId)
    // The first of a name: the job that follows is enqueued within the last write.
    own.reverse()
    return Object.fromEntries(own.map((span) => [span.name, span]))
  }

  test('leads from the presign through the queue to the last write', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { bytes, declaration } = await mediaFile('good/alpha.webp')
    const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
    const { asset, upload } = presigned.body().data
    await put(upload, bytes)
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    await workOff(asset.id)

    const row = await Asset.findOrFail(asset.id)
    const job = await Job.findByOrFail({ assetId: asset.id, kind: 'process' })
    const [, traceId] = row.traceparent!.split('-')
    const spans = spansOf(traceId)
    const parentOf = (name: string) => spans[name].parentSpanContext?.spanId
    const idOf = (name: string) => spans[name].spanContext().spanId

    assert.isUndefined(parentOf('POST /uploads/presign'))
    assert.equal(parentOf('upload.complete'), idOf('POST /uploads/presign'))
    assert.equal(parentOf('queue.add'), idOf('upload.complete'))
    assert.equal(parentOf('job.process'), idOf('upload.complete'))
    for (const step of ['asset.download', 'asset.render', 'asset.write']) {
      assert.equal(parentOf(step), idOf('job.process'), step)
    }
    for (const step of ['asset.probe', 'asset.decode', 'asset.encode']) {
      assert.equal(parentOf(step), idOf('asset.render'), step)
    }
    // Only what encloses the last write ends after it.
    const ended = exporter.getFinishedSpans().filter((span) => traceIdOf(span) === traceId)
    const names = ended.map(({ name }) => name)
    const last = names.indexOf('job.process')
    assert.deepEqual(names.slice(last - 1, last + 1), ['asset.write', 'job.process'])
    assert.equal(job.traceparent, `00-${traceId}-${idOf('upload.complete')}-01`)
    assert.containsSubset(spans['job.process'].attributes, {
      'media_inbox.job.id': job.id,
      'media_inbox.job.attempt': 1,
      'media_inbox.job.outcome': 'ready',
    })
  })

  test('meets the trace of the request that completed it', async ({ client, assert }) => {
    const { asset, user } = await uploadedBy(client)
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)

    const spans = exporter.getFinishedSpans()
    const completed = spans.find(({ name }) => name === 'upload.complete')!
    const request = spans.find(({ name }) => name === 'POST /uploads/complete')!
    assert.notEqual(traceIdOf(request), traceIdOf(completed))
    assert.deepEqual(linksOf(completed), [request.spanContext().spanId])
    assert.deepEqual(linksOf(request), [completed.spanContext().spanId])
  })

  test('says that a file was rejected, by its code alone', async ({ client, assert }) => {
    const { asset, user } = await uploadedBy(client, 'hostile/truncated.png')
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    await workOff(asset.id)

    const row = await Asset.findOrFail(asset.id)
    const spans = spansOf(row.traceparent!.split('-')[1])
    assert.equal(spans['job.process'].attributes['media_inbox.job.outcome'], 'rejected')
    assert.equal(spans['asset.decode'].attributes['error.type'], 'E_IMAGE_CORRUPT')
    assert.isUndefined(spans['asset.decode'].status.message)
    assert.isEmpty(spans['asset.decode'].events)
  })

  test('holds no token, address, name or signature', async ({ client, assert }) => {
    const { asset, upload, user } = await uploadedBy(client)
    await client.get(`/assets/${asset.id}?token=eleven`).bearerToken('mi_access_twelve')
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    await workOff(asset.id)

    const written = JSON.stringify(exporter.getFinishedSpans().map(tell))
    assert.include(written, '/assets/:id')
    const { search } = new URL(upload.url)
    const secrets = [user.email, asset.filename, 'eleven', 'twelve', 'signature=', 'grant=']
    for (const secret of [search, ...secrets]) assert.notInclude(written, secret)
  })

  test('leaves probes out, and whatever else callers say to belong to', async ({
    client,
    assert,
  }) => {
    const claimed = '0af7651916cd43dd8448eb211c80319c'
    await client.get('/health/live')
    await client.get('/auth/me').header('traceparent', `00-${claimed}-b7ad6b7169203331-01`)
    const spans = exporter.getFinishedSpans()
    assert.deepEqual(
      spans.map(({ name }) => name),
      ['GET /auth/me']
    )
    assert.notEqual(traceIdOf(spans[0]), claimed)
    assert.equal(spans[0].attributes['error.type'], 'E_UNAUTHORIZED_ACCESS')
  })
})

function traceIdOf(span: ReadableSpan) {
  return span.spanContext().traceId
}

function linksOf({ links }: ReadableSpan) {
  return links.map(({ context }) => context.spanId)
}

/** All of a span that is sent. */
function tell({ name, attributes, events, status, links }: ReadableSpan) {
  return { name, attributes, events, status, links }
}

async function uploadedBy(client: ApiClient, name = 'good/alpha.webp') {
  const user = await UserFactory.create()
  const { bytes, declaration } = await mediaFile(name)
  const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
  const { asset, upload } = presigned.body().data
  await put(upload, bytes)
  return { asset, upload, user }
}

/** Lets a worker take what is in line until the asset's job has ended. */
async function workOff(assetId: string) {
  const worker = new MediaWorker({
    ...queueConfig,
    concurrency: 1,
    handle: (jobId) => runJob(jobId),
    onError: (error) => {
      throw error
    },
  })
  await worker.start()
  try {
    await eventually(() => Job.query().where({ assetId, state: 'completed' }).first())
  } finally {
    await worker.close()
  }
}
