import { test } from '@japa/runner'
import { setTimeout as delay } from 'node:timers/promises'
import { Result } from '@adonisjs/core/health'
import { Part } from '#app/monitoring/health/part'
import { HealthMonitor } from '#app/monitoring/health/health_monitor'
import { eventually } from '#tests/support/eventually'

class SomePart extends Part {
  code = 'E_SOME_PART'
  whenDown = 'It is down.'
  looks = 0

  constructor(
    readonly name: string,
    private outcome: () => Promise<Result>
  ) {
    super()
  }

  async look() {
    this.looks++
    return this.outcome()
  }
}

const up = (name: string) => new SomePart(name, async () => Result.ok('It is up.'))
const poor = (name: string) => new SomePart(name, async () => Result.warning('It is old.'))
const down = (name: string) =>
  new SomePart(name, async () => {
    throw new Error('connect ECONNREFUSED postgres://user:secret@10.0.0.7:5432/inbox')
  })

test.group('HealthMonitor', () => {
  test('is as well as its worst part', async ({ assert }) => {
    const well = await new HealthMonitor([up('a'), up('b')]).all()
    const poorly = await new HealthMonitor([up('a'), poor('b')]).all()
    const ill = await new HealthMonitor([poor('a'), down('b')]).all()
    assert.deepEqual(
      [well, poorly, ill].map(({ report }) => report.status),
      ['ok', 'warning', 'error']
    )
    assert.deepEqual(
      [well, poorly, ill].map(({ errors }) => errors),
      [[], [], [{ code: 'E_SOME_PART', message: 'It is down.' }]]
    )
  })

  test('weighs what is not required as a warning', async ({ assert }) => {
    const monitor = new HealthMonitor([up('database'), down('queue')])
    const { report, errors } = await monitor.only(['database'])
    assert.deepEqual(errors, [])
    assert.equal(report.status, 'warning')
    assert.deepEqual(report.parts.queue, { status: 'warning', message: 'It is down.' })
    const strict = await monitor.only(['queue'])
    assert.equal(strict.report.status, 'error')
  })

  test('says nothing of why a part is down', async ({ assert }) => {
    const health = await new HealthMonitor([down('database')]).all()
    assert.notMatch(JSON.stringify(health), /ECONN|postgres:|secret|10\.0/)
  })

  test('does not wait for a part that is silent', async ({ assert }) => {
    const silent = new SomePart('silent', () => new Promise(() => {}))
    const waiting = new HealthMonitor([silent, up('other')]).all()
    const health = await Promise.race([waiting, delay(10_000, null, { ref: false })])
    assert.equal(health?.report.parts.silent.status, 'error')
    assert.equal(health?.report.parts.other.status, 'ok')
  })

  test('asks each part once, however many ask at once or soon after', async ({ assert }) => {
    const part = up('a')
    const monitor = new HealthMonitor([part])
    await Promise.all(Array.from({ length: 50 }, () => monitor.all()))
    await monitor.only(['a'])
    assert.equal(part.looks, 1)
  })

  test('asks again later', async ({ assert }) => {
    const part = up('a')
    const monitor = new HealthMonitor([part])
    const first = await monitor.all()
    const second = await eventually(async () => {
      const health = await monitor.all()
      return part.looks > 1 ? health : undefined
    })
    assert.notEqual(first.report.checkedAt, second.report.checkedAt)
  })
})
