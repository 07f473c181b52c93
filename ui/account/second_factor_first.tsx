import { sentenceOf } from '../api/failure'
import { toast } from '../components/toast'
import { lacksSecondFactor, signOut, user } from '../session/session'
import { askToConfirm, ConfirmationDialog } from './confirmation'
import { EntryPage } from './entry_page'
import { PasskeyList } from './passkey_list'
import { SecondFactor } from './second_factor'

/** For a user who has to set up a second factor, or to use theirs, before anything else. */
export function SecondFactorFirstPage() {
  // If it is still missing, the next call says so and this page is shown again.
  const proceed = () => (lacksSecondFactor.value = false)
  const useOwn = () => askToConfirm().then(proceed, (error) => toast(sentenceOf(error)))

  return (
    <EntryPage title="One more step">
      <p class="quiet">
        This inbox requires a second factor. Set one up, or use the one that you have.
      </p>
      <SecondFactor />
      <PasskeyList />
      <p class="actions">
        <button class="button primary" onClick={proceed}>
          Continue
        </button>
        <button class="button" onClick={useOwn}>
          Use my second factor
        </button>
        <button class="button" onClick={signOut}>
          Sign out {user.value!.email}
        </button>
      </p>
      <ConfirmationDialog />
    </EntryPage>
  )
}
