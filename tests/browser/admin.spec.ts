import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AuditLog from '#app/audit/models/audit_log'
import type Job from '#app/jobs/models/job'
import type User from '#app/accounts/models/user'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

test.group('pages for administrators', (group) => {
  let site: Site
  let administrator: User

  group.setup(async () => {
    site = await Site.shared()
    administrator = await UserFactory.apply('administrator').create()
  })

  async function openAdmin(place: string) {
    const page = await openPage(site.url)
    await signIn(page, administrator)
    await page.goto(`${site.url}/#/${place}`)
    return page
  }

  async function failedJobs(reason: string, count: number) {
    const assets = await AssetFactory.merge({ userId: administrator.id })
      .apply('failed')
      .createMany(count)
    return Promise.all(
      assets.map(async ({ id }) => {
        const job = await JobFactory.merge({ assetId: id }).apply('failed').create()
        return job.merge({ lastError: `${reason}: away` }).save()
      })
    )
  }

  const retriesOf = async (jobs: Job[]) => {
    const subjects = jobs.map(({ id }) => id)
    const logs = await AuditLog.query().where('action', 'job.retried').whereIn('subject', subjects)
    return logs.length
  }

  test('jobs are retried one by one, or all of one reason', async ({ assert }) => {
    const [single] = await failedJobs('E_MOON', 1)
    const [moon, sun] = await Promise.all([failedJobs('E_MOON', 2), failedJobs('E_SUN', 1)])
    const page = await openAdmin('jobs')
    await page.getByLabel('State of the jobs').selectOption('Failed')

    await page.getByRole('button', { name: `Retry job ${single.id}` }).click()
    await page.getByText('Job requeued').waitFor()
    assert.equal(await retriesOf([single]), 1)

    await page.getByRole('button', { name: 'Retry all of E_MOON' }).click()
    await page.getByText(/^[23] jobs requeued$/).waitFor()
    assert.equal(await retriesOf(moon), 2)
    assert.equal(await retriesOf(sun), 0)
    await page.getByText('E_SUN: away').first().waitFor()
    assert.deepEqual(page.faults, [])
  })

  test('the last day is seen in two charts, which say in words what they show', async () => {
    const [{ assetId }] = await failedJobs('E_RAIN', 1)
    await JobFactory.merge({ assetId }).apply('completed').create()
    const page = await openAdmin('jobs')
    await page.getByRole('img', { name: /^\d+ jobs completed and \d+ failed in 24/ }).waitFor()
    await page.getByRole('img', { name: /^\d+ jobs are open now, \d+ at most/ }).waitFor()
  })

  test('accounts are found by email, with their role and what they keep', async ({ assert }) => {
    const usage = { usedBytes: 21_000_000_000, usedAssets: 4_494 }
    const { email } = await UserFactory.merge(usage).create()
    const page = await openAdmin('users')
    await page.getByLabel('Search by email or name').fill(email.slice(0, 30))
    const row = page.getByRole('listitem').filter({ hasText: email })
    await row.getByText('4,494 assets').waitFor()
    assert.match(await row.innerText(), /21 GB of \d+ GB/)
    await page.getByLabel('Search by email or name').fill(administrator.email)
    const own = page.getByRole('listitem').filter({ hasText: administrator.email })
    await own.getByText('Administrator', { exact: true }).waitFor()
    await page.getByLabel('Search by email or name').fill(v7())
    await page.getByText('No account matches.').waitFor()
  })

  test('the audit log is searched by who, by what, and by what happened', async ({ assert }) => {
    const [job] = await failedJobs('E_SNOW', 1)
    const origin = { actorId: administrator.id }
    await db.transaction((trx) => AuditLog.record('job.deleted', job.id, origin, trx))
    const page = await openAdmin('audit')
    const entries = page.locator('.rows > li')
    await entries.first().waitFor()

    await page.getByLabel('Search by email, or by an id').fill(job.id)
    await eventually(async () => (await entries.count()) === 1)
    assert.match(await entries.innerText(), /job\.deleted/)

    await page.getByLabel('Search by email, or by an id').fill(administrator.email)
    await page.getByLabel('Action').selectOption('session.opened')
    await entries.getByText(`by ${administrator.id}`).first().waitFor()
    await entries.getByText('job.deleted').waitFor({ state: 'detached' })
  })

  test('nobody else has them', async ({ assert }) => {
    const page = await openPage(site.url)
    await signIn(page, await UserFactory.create())
    await page.goto(`${site.url}/#/jobs`)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    await page.getByRole('link', { name: 'Your account' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Jobs' }).count(), 0)
  })
})
