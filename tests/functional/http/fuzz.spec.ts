import { test } from '@japa/runner'
import { fuzzOperation } from '#tests/fuzz/fuzz_api'
import { documentedOperations } from '#tests/support/http/documented_operations'

test.group('wrong input', () => {
  test('is never the fault of the server: {name}')
    .with(documentedOperations)
    .run(async ({ assert }, operation) => {
      await fuzzOperation(operation, { seed: 1, count: 30, assert })
    })
})
