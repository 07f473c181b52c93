import { test } from '@japa/runner'
import { readTraceparent, writeTraceparent } from '#app/observability/tracing/traceparent'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

test.group('A traceparent', () => {
  test('is read as it was written', ({ assert }) => {
    const context = { traceId: TRACE, spanId: SPAN, traceFlags: 1 }
    const text = writeTraceparent(context)
    assert.equal(text, `00-${TRACE}-${SPAN}-01`)
    assert.deepEqual(readTraceparent(text), { ...context, isRemote: true })
  })

  test('is nothing where it is {$self}')
    .with([
      undefined,
      null,
      '',
      'a trace',
      `00-${'0'.repeat(32)}-${SPAN}-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      `00-${TRACE.toUpperCase()}-${SPAN}-01`,
      `00-${TRACE}-${SPAN}`,
    ])
    .run(({ assert }, text) => {
      assert.isUndefined(readTraceparent(text))
    })
})
