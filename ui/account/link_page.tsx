import type { ComponentType } from 'preact'
import { lazy } from '../lib/lazy'
import { path } from '../lib/router'

const PAGES: Record<string, ComponentType<{ token: string }>> = {
  email: lazy(() => import('./verify_email').then((file) => file.VerifyEmailPage)),
  forgot: lazy(() => import('./forgotten_password').then((file) => file.ForgottenPasswordPage)),
  invitation: lazy(() => import('./invitation').then((file) => file.InvitationPage)),
  reset: lazy(() => import('./reset_password').then((file) => file.ResetPasswordPage)),
}

/** The page of a link that was mailed or handed over, whoever is signed in; undefined for others. */
export function linkPage() {
  const [, name, token = ''] = path.value.split('/')
  const Page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined
  return Page && <Page key={path.value} token={token} />
}
