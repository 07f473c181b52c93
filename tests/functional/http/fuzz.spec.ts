import { test } from '@japa/runner'
import buildPage from '#app/web/page/build_hook'
import { fuzzOperation } from '#tests/fuzz/fuzz_api'
import { documentedOperations } from '#tests/support/http/documented_operations'

test.group('wrong input', (group) => {
  group.setup(buildPage)

  test('is never the fault of the server: {name}')
    .with(documentedOperations)
    .run(async ({ assert }, operation) => {
      await fuzzOperation(operation, { seed: 1, count: 30, assert })
    })
})
