/** What the address says after a sign-in at a provider failed, by the code of the error. */
const REFUSALS: Record<string, string> = {
  E_ACCOUNT_DISABLED: 'This account is disabled. Ask an administrator to enable it.',
  E_EMAIL_NOT_VERIFIED:
    'Your email has to be confirmed both here and at the provider before the two can be joined.',
  E_INVALID_INVITATION: 'The invitation is used, expired or for another email.',
  E_PROVIDER_UNAVAILABLE: 'The provider does not answer. Please try again in a moment.',
  E_REGISTRATION_CLOSED: 'Accounts are created by invitation only. Ask an administrator for one.',
}

const OTHERWISE = 'The provider did not sign you in. Please try again.'

/** Reads how a sign-in at a provider ended from the address, and cleans the address. */
export function returnFromProvider() {
  const search = new URLSearchParams(location.search)
  const code = search.get('error')
  const isSignedIn = search.has('signed-in')
  if (code || isSignedIn) history.replaceState(null, '', location.pathname + location.hash)
  return { isSignedIn, refusal: code === null ? undefined : (REFUSALS[code] ?? OTHERWISE) }
}
