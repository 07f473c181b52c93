import { getActiveTestOrFail } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { UserFactory } from '#database/factories/user_factory'
import { registration } from '#config/registration'
import { openSession } from '#tests/support/http/auth'

/** Registration is in this mode until the running test ends. */
export function withRegistration(mode: typeof registration.mode) {
  const before = registration.mode
  registration.mode = mode
  getActiveTestOrFail().cleanup(() => void (registration.mode = before))
}

/** A new administrator and an access token of theirs. */
export async function administrator() {
  const user = await UserFactory.apply('administrator').create()
  const { accessToken } = await openSession(user)
  return { user, accessToken }
}

/** A new invitation as the answer shows it. */
export async function invite(client: ApiClient, terms: object = {}) {
  const { accessToken } = await administrator()
  const response = await client.post('/invitations').bearerToken(accessToken).json(terms)
  response.assertStatus(201)
  return response.body().data
}
