import { Page } from '../components/page'
import { EraseAccount } from './erase_account'
import { PasswordForm } from './password_form'
import { Profile } from './profile'
import { SessionList } from './session_list'
import { WebhookList } from './webhook_list'

/** The person's email, sign-ins, password and webhooks, and how to leave. */
export function AccountPage() {
  return (
    <Page title="Your account">
      <Profile />
      <SessionList />
      <PasswordForm />
      <WebhookList />
      <EraseAccount />
    </Page>
  )
}
