import { instance } from '../session/instance'
import { hasPasskeys } from '../session/passkeys'
import { signInWithPasskey } from '../session/session'

interface Props {
  invitation?: string
  onFailure: (error: unknown) => void
}

/** Passkeys and the providers of this installation. */
export function OtherSignIns({ invitation, onFailure }: Props) {
  const { passkeys, providers } = instance.value.signIn
  const offersPasskeys = passkeys && hasPasskeys && !invitation
  if (!offersPasskeys && providers.length === 0) return null

  async function usePasskey() {
    try {
      await signInWithPasskey()
    } catch (error) {
      onFailure(error)
    }
  }

  const query = invitation ? `?invitation=${encodeURIComponent(invitation)}` : ''
  return (
    <div class="other-sign-ins">
      {offersPasskeys && (
        <button class="button" onClick={usePasskey}>
          Sign in with a passkey
        </button>
      )}
      {providers.map(({ id, name }) => (
        <a key={id} class="button" href={`/auth/oidc/${id}${query}`}>
          Continue with {name}
        </a>
      ))}
    </div>
  )
}
