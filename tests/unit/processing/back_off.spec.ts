import { test } from '@japa/runner'
import { waitBefore } from '#app/processing/back_off'
import { retries } from '#config/queue'

test.group('waitBefore', () => {
  test('doubles from attempt to attempt, at random by up to a half, and has an end', ({
    assert,
  }) => {
    for (const [attempt, full] of [
      [2, retries.firstSeconds],
      [3, retries.firstSeconds * 2],
      [5, retries.firstSeconds * 8],
      [50, retries.lastSeconds],
    ]) {
      const waits = Array.from({ length: 200 }, () => waitBefore(attempt))
      assert.isAtLeast(Math.min(...waits), full / 2)
      assert.isAtMost(Math.max(...waits), full)
      assert.isAbove(new Set(waits).size, 100)
    }
  })
})
