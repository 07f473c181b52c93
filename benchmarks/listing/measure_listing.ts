import pg from 'pg'
import { makeFixture } from '../api/fixture.js'
import { Goal } from '../support/goal.js'
import type { BenchmarkInstallation } from '../support/installation.js'
import { type Load, measure, warmUp } from '../support/load.js'
import type { Bench, Section } from '../support/section.js'
import { median } from '../support/statistics.js'
import { perSecond } from '../support/table.js'
import { seedAssets } from './seed_assets.js'

const SIZES = [1_000, 100_000, 5_000_000]
const ROUNDS = 5
const SPREAD = 1.2

/** For loading alone: none of them changes a plan. */
const LOADING = { wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '4GB' }

/** One page of one table, and how often it was served in each round. */
interface Page {
  size: number
  name: 'first' | 'middle'
  url: string
  load: Load
  perSecond: number[]
}

export const listing: Section = {
  name: 'listing',
  title: 'Listing by number of rows',
  about:
    'A page of 25 through the API, the first one and one in the middle, where a user has 1,000, ' +
    '100,000 and 5,000,000 assets: three databases beside each other, measured in turn. The cost ' +
    `is that of one page, the cheapest being 1; medians of ${ROUNDS} rounds. Assets on the pages that are ` +
    'read have two variants each, the others none.',
  async measure(bench) {
    const pages = await measurePages(bench)
    const costs = costsOf(pages)
    const cheapest = Math.min(...costs)
    const goal = Goal.atMost(
      SPREAD,
      Math.max(...costs) / cheapest,
      'dearest page, times the cheapest'
    )
    const rows = pages.map(({ size, name, ...page }, index) => {
      const served = median(page.perSecond)
      const cost = costs[index] / cheapest
      return [size.toLocaleString('en'), name, perSecond(served), cost.toFixed(2)]
    })
    rows.push(['all', '', '', `at most ${goal.measured.toFixed(2)}; goal ${goal}`])
    return { tables: [{ heads: ['rows', 'page', 'served', 'cost'], rows }], goals: [goal] }
  },
}

/** Of each page, the median of what it took more or less than the others in the same round. */
function costsOf(pages: Page[]) {
  const rounds = pages[0].perSecond.map((_, round) =>
    pages.map(({ perSecond: each }) => each[round])
  )
  return pages.map((_, index) => median(rounds.map((round) => median(round) / round[index])))
}

async function measurePages(bench: Bench) {
  const installation = await bench.install(LOADING)
  const pages: Page[] = []
  for (const size of SIZES) {
    bench.progress(`making ${size.toLocaleString('en')} rows`)
    pages.push(...(await pagesOf(installation, size)))
  }
  for (const { url, load } of pages) await warmUp(url, load)
  for (let round = 1; round <= ROUNDS; round++) {
    bench.progress(`round ${round} of ${ROUNDS}`)
    for (const page of pages) {
      const { requestsPerSecond } = await measure(page.url, page.load, bench.seconds / 3)
      page.perSecond.push(requestsPerSecond)
    }
  }
  return pages
}

async function pagesOf(installation: BenchmarkInstallation, size: number): Promise<Page[]> {
  const variables = await installation.makeDatabase(`rows_${size}`)
  const database = new pg.Pool({ connectionString: variables.DATABASE_URL, max: 2 })
  const { userId, token } = await makeFixture(database, 0)
  await seedAssets(database, userId, size)
  const { rows } = await database.query(MIDDLE, [Math.floor(size / 2)])
  await database.end()

  const { url } = await installation.serve('build/bin/server.js', variables)
  const headers = { authorization: `Bearer ${token}` }
  const page = (name: Page['name'], path: string) => {
    return { size, name, url, load: { requests: [{ path, headers }] }, perSecond: [] }
  }
  return [page('first', '/assets'), page('middle', `/assets?cursor=${rows[0].id}`)]
}

const MIDDLE = 'select id from assets order by id desc offset $1 limit 1'
