import type { ComponentChildren } from 'preact'
import { at, path } from '../lib/router'
import { Room } from '../session/room'
import { signOut, user } from '../session/session'
import { isLive } from '../api/live'
import { adminPages } from './admin_tabs'
import { AddButton } from '../uploads/add_button'
import { Icon } from './icon'
import { Menu } from './menu'
import { toast } from './toast'
import { Wordmark } from './wordmark'
import './header.css'

interface Props {
  children?: ComponentChildren
  /** A second line, where there is no room for it in the first. */
  below?: ComponentChildren
}

/** The head of every page of who is signed in; what a page adds to it comes in the middle. */
export function Header({ children, below }: Props) {
  const { email, fullName, role } = user.value!
  return (
    <header class="header">
      <a class="header-home" href={at('/')} aria-label="Media Inbox">
        <Wordmark />
      </a>
      <div class="header-middle">{children}</div>
      {below && <div class="header-below">{below}</div>}
      {!isLive.value && <span class="header-offline small">Reconnecting …</span>}
      <AddButton />
      <Menu label="Account" button={<Icon name="person" />}>
        <p>
          {fullName && <strong>{fullName}</strong>}
          {fullName && <br />}
          {email}
        </p>
        <Room />
        <a href={at('/trash')}>Trash</a>
        <a href={at('/links')}>Upload links</a>
        <a href={at('/shares')}>Shared links</a>
        <a href={at('/account')}>Your account</a>
        {role === 'ADMIN' &&
          adminPages.map(({ place, name }) => (
            <a
              key={place}
              href={at(place)}
              aria-current={path.value === place ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
        <button onClick={() => signOut().catch(() => toast('Signing out failed. Try again.'))}>
          Sign out
        </button>
      </Menu>
    </header>
  )
}
