import type autocannon from 'autocannon'
import type { Fixture } from './fixture.js'
import type { Load } from '../support/load.js'

/** A call that is measured, and how much of the bound it should reach. */
export interface Scenario {
  name: string
  goal?: number
  load: (fixture: Fixture) => Promise<Load>
}

const JSON_TYPE = { 'content-type': 'application/json' }

export const scenarios: Scenario[] = [
  {
    name: 'list of 25',
    goal: 0.5,
    load: async ({ token }) => ({ requests: [{ path: '/assets', headers: bearer(token) }] }),
  },
  {
    name: 'get',
    goal: 0.5,
    load: async ({ token, assetIds }) => ({
      requests: assetIds
        .slice(0, 100)
        .map((id) => ({ path: `/assets/${id}`, headers: bearer(token) })),
    }),
  },
  {
    name: 'presign',
    goal: 0.4,
    load: async ({ token }) => {
      const file = { filename: 'IMG_0001.jpg', contentType: 'image/jpeg', size: 3_500_000 }
      return { requests: [post('/uploads/presign', file, bearer(token))] }
    },
  },
  {
    name: 'sign-in',
    load: async ({ email, password }) => ({
      requests: [post('/auth/login', { email, password })],
    }),
  },
]

function bearer(token: string) {
  return { authorization: `Bearer ${token}` }
}

function post(path: string, body: unknown, headers = {}): autocannon.Request {
  return { method: 'POST', path, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) }
}
