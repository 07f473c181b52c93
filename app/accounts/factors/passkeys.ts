import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import Challenge, { type ChallengeKind } from '#app/accounts/factors/models/challenge'
import Passkey from '#app/accounts/factors/models/passkey'
import { InvalidPasskey } from '#app/accounts/factors/errors'

interface SignedResponse {
  response: { clientDataJSON: string }
}

/**
 * Uses up the challenge that the response answers, which stands in what it has signed. Throws
 * `InvalidPasskey` if it is unknown, expired or used.
 */
export async function redeemChallenge(kind: ChallengeKind, { response }: SignedResponse) {
  const challenge = challengeOf(response)
  const redeemed = await Challenge.redeem(kind, challenge)
  if (!redeemed) throw new InvalidPasskey()
  return { challenge, userId: redeemed.userId }
}

/** The passkey that the response is signed with. Throws `InvalidPasskey`. */
export async function verifyPasskey(response: AuthenticationResponseJSON) {
  const { challenge } = await redeemChallenge('passkey_login', response)
  const passkey = await Passkey.findBy({ credentialId: String(response.id) })
  if (!passkey) throw new InvalidPasskey()
  // The library throws for whatever is malformed or does not match.
  const isValid = await passkey.verify(response, challenge).catch((cause: unknown) => {
    throw new InvalidPasskey(undefined, { cause })
  })
  if (!isValid) throw new InvalidPasskey()
  return passkey
}

function challengeOf({ clientDataJSON }: SignedResponse['response']) {
  try {
    return String(decodeClientDataJSON(clientDataJSON).challenge)
  } catch (cause) {
    throw new InvalidPasskey(undefined, { cause })
  }
}
