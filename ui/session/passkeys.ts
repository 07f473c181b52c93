import { Refused } from '../api/failure'
import { send } from '../api/send'

// Loaded when it is first needed: most people sign in without it.
const library = () => import('@simplewebauthn/browser')

/** Whether this browser has passkeys at this address at all. */
export const hasPasskeys = 'PublicKeyCredential' in globalThis

/** A passkey of this site, as the API takes it. Throws `Refused`. */
export async function getPasskey() {
  const response = await send('/auth/passkeys/login/options', { method: 'POST', body: {} })
  const { data } = await response.json()
  const { startAuthentication } = await library()
  return startAuthentication({ optionsJSON: data }).catch(explain)
}

/** A new passkey, which the browser makes for these options. Throws `Refused`. */
export async function createPasskey(options: unknown) {
  const { startRegistration } = await library()
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  return startRegistration({ optionsJSON: options as Options }).catch(explain)
}

function explain(cause: Error): never {
  if (cause.name === 'InvalidStateError') {
    throw new Refused('This device already has a passkey for your account.', { cause })
  }
  throw new Refused('The browser did not use a passkey. Please try again.', { cause })
}
