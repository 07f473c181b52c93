import { test } from '@japa/runner'
import { compare } from '#app/monitoring/doctor/clocks'
import { examineVersion } from '#app/monitoring/doctor/database'
import { examineServer } from '#app/monitoring/doctor/redis'

const INFO = [
  '# Server',
  'redis_version:7.2.4',
  'maxmemory_policy:noeviction',
  'aof_enabled:1',
].join('\r\n')

function outcomes(info: string) {
  return examineServer(info).map(({ outcome }) => outcome)
}

test.group('What the doctor says of versions, clocks and settings', () => {
  test('a PostgreSQL that is too old has to be upgraded', ({ assert }) => {
    assert.equal(examineVersion('15.4 (Debian 15.4-1)').outcome, 'pass')
    assert.deepEqual(examineVersion('13.14'), {
      outcome: 'fail',
      found: 'PostgreSQL 13.14 is too old',
      fix: 'Upgrade it to 15 or newer.',
    })
  })

  test('a clock that is wrong has to be synchronised', ({ assert }) => {
    assert.equal(compare('the database', new Date()).outcome, 'pass')
    for (const seconds of [-60, 60]) {
      const { outcome, found, fix } = compare('the database', new Date(Date.now() + seconds * 1000))
      assert.equal(outcome, 'warn')
      assert.match(found, /^the clock of the database is (59|60|61) s away/)
      assert.equal(fix, 'Synchronise both with NTP.')
    }
  })

  test('a Redis as it should be passes', ({ assert }) => {
    assert.deepEqual(outcomes(INFO), ['pass', 'pass', 'pass'])
  })

  test('a Redis that is too old, drops jobs or forgets them is told of, with what to set')
    .with([
      ['7.2.4', '6.0.16', 'fail', 'Upgrade it to 6.2 or newer.'],
      [
        'noeviction',
        'volatile-lru',
        'fail',
        'Set maxmemory-policy noeviction in its configuration.',
      ],
      ['aof_enabled:1', 'aof_enabled:0', 'warn', 'Set appendonly yes in its configuration.'],
    ] as const)
    .run(({ assert }, [good, bad, outcome, fix]) => {
      const faults = examineServer(INFO.replace(good, bad)).filter((it) => it.outcome !== 'pass')
      assert.lengthOf(faults, 1)
      assert.containsSubset(faults, [{ outcome, fix }])
    })
})
