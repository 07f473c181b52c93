import { test } from '@japa/runner'
import { waitAfter } from '#app/webhooks/delivery/back_off'

test.group('the wait before a retry', () => {
  test('begins with 5 seconds, doubles, and is 3 hours at most', ({ assert }) => {
    const waits = Array.from({ length: 14 }, (_, index) => waitAfter(index + 1))
    assert.deepEqual(
      waits,
      [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 10_800, 10_800]
    )
  })
})
