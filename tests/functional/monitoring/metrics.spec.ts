import { test } from '@japa/runner'
import { v7 } from 'uuid'
import type { ApiClient } from '@japa/api-client'
import storage from '#config/storage'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { mediaFile, put } from '#tests/support/http/uploads'
import { sendRaw } from '#tests/support/http/raw_request'

test.group('GET /metrics', () => {
  test('counts requests by route and status, never by address', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const labels = { method: 'GET', route: '/assets/:id', status: '404' }
    const before = await requests(client, labels)
    const id = v7()
    await client.get(`/assets/${id}`).loginAs(user)
    await client.get(`/assets/${v7()}`).loginAs(user)

    assert.equal(await requests(client, labels), before + 2)
    assert.notInclude(await scrape(client), id)
  })

  test('puts all unknown addresses in one line', async ({ client, assert }) => {
    const address = `/${v7()}`
    await client.get(address)
    const text = await scrape(client)
    assert.include(text, 'route="none",status="404"')
    assert.notInclude(text, address)
  })

  test('counts refusals by their code', async ({ client, assert }) => {
    const name = 'media_inbox_failures_total{code="E_UNAUTHORIZED_ACCESS"}'
    const before = await counter(client, name)
    await client.get('/auth/me')
    assert.equal(await counter(client, name), before + 1)
  })

  // A bucket takes its bytes in by itself, where nobody here can count them.
  if (!storage.s3) {
    test('counts the bytes that the disk store takes in and gives out', async ({
      client,
      assert,
    }) => {
      const user = await UserFactory.create()
      const { bytes, declaration } = await mediaFile('good/alpha.webp')
      const name = 'media_inbox_store_bytes_total{direction="in"}'
      const before = await counter(client, name)
      const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
      await put(presigned.body().data.upload, bytes)
      assert.equal(await counter(client, name), before + bytes.length)
    })
  }

  test('tells how many jobs wait, and for how long the first', async ({ client, assert }) => {
    // There is no value until the database was read for the first time.
    const before = await eventually(async () => {
      const depth = await gauge(client, 'media_inbox_queue_depth')
      return Number.isNaN(depth) ? undefined : { depth }
    })
    const asset = await AssetFactory.with('user').apply('processing').create()
    await JobFactory.merge({ assetId: asset.id }).create()
    // The backlog is kept for some seconds.
    await eventually(
      async () => {
        const now = await gauge(client, 'media_inbox_queue_depth')
        return now > before.depth
      },
      { interval: 500 }
    )
    assert.isAbove(await gauge(client, 'media_inbox_queue_oldest_seconds'), 0)
  })

  test('tells of {$self}')
    .with([
      'media_inbox_sessions',
      'media_inbox_jobs_active',
      'media_inbox_jobs_delayed',
      'media_inbox_jobs_failed',
      'media_inbox_database_connections{state="used"}',
      'media_inbox_database_connections{state="awaited"}',
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
    ])
    .run(async ({ client, assert }, name) => {
      assert.isAtLeast(await gauge(client, name), 0)
    })

  test('is not there for who comes through a proxy: {0}')
    .with([
      ['x-forwarded-for', '203.0.113.7'],
      ['x-real-ip', '203.0.113.7'],
      ['via', '1.1 proxy'],
      ['forwarded', 'for=203.0.113.7'],
      ['host', 'evil.example'],
    ] as [string, string][])
    .run(async ({ assert }, [name, value]) => {
      const answer = await sendRaw('GET', '/metrics', { headers: { [name]: value } })
      assert.equal(answer.status, 404)
    })
})

async function scrape(client: ApiClient) {
  const response = await client.get('/metrics')
  response.assertStatus(200)
  return response.text()
}

/** The value of one line of the metrics; NaN where there is none. */
async function gauge(client: ApiClient, name: string) {
  const text = await scrape(client)
  const line = text.split('\n').find((entry) => entry.startsWith(`${name} `))
  return Number(line?.slice(name.length) ?? Number.NaN)
}

/** The same of what only grows, and is not there before it happens for the first time. */
async function counter(client: ApiClient, name: string) {
  const value = await gauge(client, name)
  return value || 0
}

function requests(client: ApiClient, labels: Record<string, string>) {
  const list = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
  return counter(client, `media_inbox_http_request_duration_seconds_count{${list.join(',')}}`)
}
