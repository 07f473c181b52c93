import { test } from '@japa/runner'
import { isOutage } from '#queue/outage'
import { ObjectMissing, StoreUnavailable } from '#storage/errors'

test.group('isOutage', () => {
  test('is true of a store and of a database that are away', ({ assert }) => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    for (const error of [new StoreUnavailable(), refused]) assert.isTrue(isOutage(error))
  })

  test('is false of what does not end by itself', ({ assert }) => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC', syscall: 'write' })
    for (const error of [new ObjectMissing(), full, new Error('a bug')]) {
      assert.isFalse(isOutage(error))
    }
  })
})
