import { test } from '@japa/runner'
import { playRandomRun } from '#tests/support/chaos/play'
import { emptyInbox } from '#tests/support/services/empty_inbox'

test.group('while everything fails in turn', (group) => {
  group.each.setup(emptyInbox)

  test('30 uploads are neither lost nor doubled', ({ assert }) =>
    playRandomRun(assert, 30)).timeout(400_000)
})
