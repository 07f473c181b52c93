import { Page } from '../components/page'
import { PasswordForm } from './password_form'
import { SessionList } from './session_list'

/** Where the person is signed in, and their password. */
export function AccountPage() {
  return (
    <Page title="Sessions and password">
      <SessionList />
      <PasswordForm />
    </Page>
  )
}
