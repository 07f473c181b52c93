import { Page } from '../components/page'
import { instance } from '../session/instance'
import { ConfirmationDialog } from './confirmation'
import { EraseAccount } from './erase_account'
import { KeyList } from './key_list'
import { PasskeyList } from './passkey_list'
import { PasswordForm } from './password_form'
import { Profile } from './profile'
import { SecondFactor } from './second_factor'
import { SessionList } from './session_list'
import { WebhookList } from './webhook_list'

/** The person's email, ways to sign in, sessions, keys and webhooks, and how to leave. */
export function AccountPage() {
  return (
    <Page title="Your account">
      <Profile />
      <SessionList />
      {instance.value.signIn.password && <PasswordForm />}
      <SecondFactor />
      <PasskeyList />
      <KeyList />
      <WebhookList />
      <EraseAccount />
      <ConfirmationDialog />
    </Page>
  )
}
