import { useState } from 'preact/hooks'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { usePages } from '../lib/pages'
import { LinkForm } from './link_form'
import { LinkItem } from './link_item'
import type { LinkRow } from './link_types'
import './links.css'

/** The links through which others send files to the person. */
export function LinksPage() {
  const { rows, isEmpty, failure, more, again } = usePages<LinkRow>('/links')
  const [made, setMade] = useState(0)

  function added() {
    setMade(made + 1)
    again()
  }

  return (
    <Page title="Upload links">
      <section aria-label="New link">
        <p class="quiet">Whoever has a link can send files into your inbox, without an account.</p>
        <LinkForm key={made} onSaved={added} />
      </section>
      <section aria-label="Your links">
        <ul class="rows">
          {rows.map((link) => (
            <LinkItem key={link.id} link={link} onChange={again} />
          ))}
        </ul>
        <ListFoot failure={failure} nothing={isEmpty ? 'You have no links yet.' : ''} more={more} />
      </section>
    </Page>
  )
}
