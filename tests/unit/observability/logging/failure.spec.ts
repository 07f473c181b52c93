import { test } from '@japa/runner'
import { describeFailure } from '#app/observability/logging/failure'

test.group('describeFailure', () => {
  test('says the code and the first line')
    .with([
      [Object.assign(new Error('gone\nat line 2'), { code: 'E_GONE' }), 'E_GONE: gone'],
      [new TypeError('no such thing'), 'TypeError: no such thing'],
      ['thrown', 'Error: unknown'],
    ] as const)
    .run(({ assert }, [error, expected]) => assert.equal(describeFailure(error), expected))

  test('leaves out what is nobody’s business')
    .with([
      'connect to redis://user:hunter2@cache.internal:6379 failed',
      'GET https://s3.example.org/photos/a?X-Amz-Signature=hunter2 answered 403',
      "ENOENT: no such file, open '/var/lib/hunter2/objects'",
      'refused with Bearer hunter2',
      'update "users" set "password" = $1\nwhere hunter2 - Connection terminated',
    ])
    .run(({ assert }, message) => {
      assert.notInclude(describeFailure(new Error(message)), 'hunter2')
    })

  test('keeps what the database said of a statement', ({ assert }) => {
    const message = 'select "id" from "jobs" - timeout: the pool is probably full'
    assert.equal(describeFailure(new Error(message)), 'Error: timeout: the pool is probably full')
  })

  test('is short', ({ assert }) => {
    assert.isAtMost(describeFailure(new Error('x'.repeat(10_000))).length, 500)
  })
})
