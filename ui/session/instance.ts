import { signal } from '@preact/signals'
import { send } from '../api/send'
import type { AssetKind } from '../api/types'

interface Instance {
  registration: 'open' | 'invite' | 'closed'
  /** Whether mail is sent at all. */
  mail: boolean
  uploads?: { types: { contentType: string; kind: AssetKind; maxSize: number }[] }
  signIn: { password: boolean; passkeys: boolean; providers: { id: string; name: string }[] }
}

/** What this installation offers. Until it is known, everything: the API refuses what it does not. */
export const instance = signal<Instance>({
  registration: 'open',
  mail: true,
  signIn: { password: true, passkeys: false, providers: [] },
})

/** Asks once, when the page is opened. */
export async function readInstance() {
  try {
    const response = await send('/instance')
    const { data } = await response.json()
    instance.value = data
  } catch (error) {
    console.debug('what this installation offers is not known', error)
  }
}
