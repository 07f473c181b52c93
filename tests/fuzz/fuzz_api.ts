import type { Assert } from '@japa/assert'
import { openSession } from '#tests/support/http/auth'
import type { DocumentedOperation } from '#tests/support/http/documented_operations'
import { thingsOf } from '#tests/support/http/isolation'
import { sendRaw } from '#tests/support/http/raw_request'
import { UserFactory } from '#database/factories/user_factory'
import { hostileRequest, type HostileRequest } from '#tests/fuzz/hostile_request'
import { pick } from '#tests/fuzz/hostile_values'
import { randomFrom } from '#tests/fuzz/mutations'

/** Some calls end the session that makes them, or the account. */
const REQUESTS_EACH = 15

/**
 * Sends wrong requests to an operation, as an administrator who owns something. Fails at the first
 * answer that blames the server, or that is no error of the API's own form.
 */
export async function fuzzOperation(
  operation: DocumentedOperation,
  { seed, count, assert }: { seed: number; count: number; assert: Assert }
) {
  for (let index = 0; index < count; index += REQUESTS_EACH) {
    const usage = { usedBytes: 1e9, usedAssets: 10 }
    const administrator = await UserFactory.merge(usage).apply('administrator').create()
    const ids = [administrator.id, ...(await thingsOf(administrator))]
    const { accessToken } = await openSession(administrator)
    for (let step = index; step < Math.min(count, index + REQUESTS_EACH); step++) {
      const random = randomFrom(seed * 1_000_003 + step)
      const request = hostileRequest(operation, pick(ids, random), random)
      if (random() < 0.9) request.headers.authorization ??= `Bearer ${accessToken}`
      await assertAnswered(request, assert)
    }
  }
}

async function assertAnswered(request: HostileRequest, assert: Assert) {
  const { method, path, headers, body } = request
  const answer = await sendRaw(method, path, { headers, body })
  const shown = `${method} ${path} ${JSON.stringify(headers)} ${body?.subarray(0, 300)}`
  assert.isBelow(answer.status, 500, `${shown}\n${JSON.stringify(answer.body)}`)
  // The page of a share says itself what is wrong.
  if (answer.status < 400 || answer.headers['content-type']?.startsWith('text/html')) return
  assert.match(answer.body?.errors?.[0]?.code, /^E_[A-Z_]+$/, shown)
}
