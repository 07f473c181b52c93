import type autocannon from 'autocannon'
import type { BenchmarkInstallation } from '../support/installation.js'
import type { Load } from '../support/load.js'
import { makePending, makeRefreshTokens, type Fixture } from './fixture.js'

/** A call that is measured, and how much of the bound it should reach. */
export interface Scenario {
  name: string
  goal?: number
  /** What to ask in a load that is to last so many seconds. Made anew for each round. */
  load: (fixture: Fixture, seconds: number, installation: BenchmarkInstallation) => Promise<Load>
}

const JSON_TYPE = { 'content-type': 'application/json' }

export const listScenario: Scenario = {
  name: 'list of 25',
  goal: 0.5,
  load: async ({ token }) => ({ requests: [{ path: '/assets', headers: bearer(token) }] }),
}

export const getScenario: Scenario = {
  name: 'get',
  goal: 0.5,
  load: async ({ token, assetIds }) => ({
    requests: assetIds
      .slice(0, 100)
      .map((id) => ({ path: `/assets/${id}`, headers: bearer(token) })),
  }),
}

export const presignScenario: Scenario = {
  name: 'presign',
  goal: 0.4,
  load: async ({ token }) => {
    const file = { filename: 'IMG_0001.jpg', contentType: 'image/jpeg', size: 3_500_000 }
    return { requests: [post('/uploads/presign', file, bearer(token))] }
  },
}

export const scenarios: Scenario[] = [
  listScenario,
  getScenario,
  presignScenario,
  {
    name: 'complete',
    load: async (fixture, seconds, installation) => {
      const assetIds = await makePending(installation, fixture, 250 * seconds)
      const headers = bearer(fixture.token)
      const requests = assetIds.map((assetId) => post('/uploads/complete', { assetId }, headers))
      return { isOnce: true, requests }
    },
  },
  {
    name: 'refresh',
    load: async (fixture, seconds, { database }) => {
      const tokens = await makeRefreshTokens(database, fixture, 250 * seconds)
      const requests = tokens.map((refreshToken) => post('/auth/refresh', { refreshToken }))
      return { isOnce: true, requests }
    },
  },
  {
    name: 'sign-in',
    // A busy machine may take longer for 32 hashes than the load would last.
    load: async ({ email, password }, seconds) => ({
      requests: [post('/auth/login', { email, password })],
      amount: Math.max(32, 40 * seconds),
    }),
  },
]

function bearer(token: string) {
  return { authorization: `Bearer ${token}` }
}

function post(path: string, body: unknown, headers = {}): autocannon.Request {
  return { method: 'POST', path, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) }
}
