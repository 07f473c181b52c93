import { Page } from '../components/page'
import { PasswordForm } from './password_form'
import { SessionList } from './session_list'
import { WebhookList } from './webhook_list'

/** Where the person is signed in, their password, and their webhooks. */
export function AccountPage() {
  return (
    <Page title="Sessions and password">
      <SessionList />
      <PasswordForm />
      <WebhookList />
    </Page>
  )
}
