import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { AuthenticatorRemoval } from './authenticator_removal'
import { AuthenticatorSetup, type Proposal } from './authenticator_setup'
import { confirmed } from './confirmation'
import { RecoveryCodes } from './recovery_codes'
import './second_factor.css'

interface State {
  totp: boolean
  recoveryCodes: number
}

/** Codes of an authenticator app as a second factor, with their recovery codes. */
export function SecondFactor() {
  const [state, setState] = useState<State>()
  const [proposal, setProposal] = useState<Proposal>()
  const [codes, setCodes] = useState<string[]>([])
  const [isTurningOff, setTurningOff] = useState(false)

  async function post<Data>(path: string) {
    const run = () => ask<{ data: Data }>(path, { method: 'POST', body: {} })
    const { data } = await confirmed(run)
    return data
  }

  async function read() {
    const { data } = await ask<{ data: { secondFactor: State } }>('/auth/me')
    setState(data.secondFactor)
  }

  const attempt = (work: () => Promise<void>) => () => {
    return work().catch((error) => toast(sentenceOf(error)))
  }
  useEffect(() => void attempt(read)(), [])

  const setUp = attempt(async () => setProposal(await post<Proposal>('/auth/totp')))
  const renew = attempt(async () => {
    const renewed = await post<{ recoveryCodes: string[] }>('/auth/totp/recovery-codes')
    setCodes(renewed.recoveryCodes)
    await read()
  })

  function turnedOn(recoveryCodes: string[]) {
    setProposal(undefined)
    setCodes(recoveryCodes)
    void attempt(read)()
  }

  function turnedOff() {
    setTurningOff(false)
    setCodes([])
    toast('Two-step sign-in is off')
    void attempt(read)()
  }

  return (
    <section aria-labelledby="second-factor">
      <h2 id="second-factor">Two-step sign-in</h2>
      <p class="quiet small">
        {state?.totp
          ? `On: your password needs a code of your authenticator app. ${state.recoveryCodes} recovery codes are left.`
          : 'With an authenticator app, your password alone does not sign in.'}
      </p>
      {codes.length > 0 && <RecoveryCodes codes={codes} />}
      {proposal && <AuthenticatorSetup proposal={proposal} onDone={turnedOn} />}
      {isTurningOff && <AuthenticatorRemoval onDone={turnedOff} />}
      {state && (
        <p class="actions">
          {!state.totp && !proposal && (
            <button class="button" onClick={setUp}>
              Set up an authenticator app
            </button>
          )}
          {state.totp && (
            <button class="button" onClick={renew}>
              New recovery codes
            </button>
          )}
          {state.totp && !isTurningOff && (
            <button class="button danger" onClick={() => setTurningOff(true)}>
              Turn off …
            </button>
          )}
        </p>
      )}
    </section>
  )
}
