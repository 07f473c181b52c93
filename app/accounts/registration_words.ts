export type RegistrationMode = 'open' | 'invite' | 'closed'

/** What an operator should know about the mode. It reads no variable, so that the start can use it. */
export const registrationWords: Record<RegistrationMode, string> = {
  open: 'Anybody who reaches this address can create an account.',
  invite: 'An account is created by invitation only.',
  closed: 'Nobody can create an account.',
}
