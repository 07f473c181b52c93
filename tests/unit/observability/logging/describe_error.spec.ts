import { test } from '@japa/runner'
import { describeError } from '#app/observability/logging/describe_error'

test.group('describeError', () => {
  test('says what an error is, where it came from, and why', ({ assert }) => {
    const cause = Object.assign(new TypeError('no route to host'), { code: 'EHOSTUNREACH' })
    const described = describeError(new Error('the store is away', { cause }))
    assert.equal(described.type, 'Error')
    assert.equal(described.message, 'the store is away')
    assert.include(described.stack, 'describe_error.spec')
    assert.containsSubset(described.cause, { type: 'TypeError', code: 'EHOSTUNREACH' })
  })

  test('leaves out what libraries hang on their errors', ({ assert }) => {
    const error = Object.assign(new Error('failed'), { request: { body: 'hunter2' } })
    assert.notInclude(JSON.stringify(describeError(error)), 'hunter2')
  })

  test('ends, though causes lead back to where they began', ({ assert }) => {
    const error = new Error('first')
    error.cause = new Error('second', { cause: error })
    assert.include(JSON.stringify(describeError(error)), 'second')
  })

  test('takes what was thrown without being an error', ({ assert }) => {
    assert.deepEqual(describeError('oops'), { type: 'string', message: 'oops' })
  })
})
