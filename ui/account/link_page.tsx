import type { ComponentType } from 'preact'
import { path } from '../lib/router'
import { ForgottenPasswordPage } from './forgotten_password'
import { InvitationPage } from './invitation'
import { ResetPasswordPage } from './reset_password'
import { VerifyEmailPage } from './verify_email'

const PAGES: Record<string, ComponentType<{ token: string }>> = {
  email: VerifyEmailPage,
  forgot: ForgottenPasswordPage,
  invitation: InvitationPage,
  reset: ResetPasswordPage,
}

/** The page of a link that was mailed or handed over, whoever is signed in; undefined for others. */
export function linkPage() {
  const [, name, token = ''] = path.value.split('/')
  const Page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined
  return Page && <Page key={path.value} token={token} />
}
