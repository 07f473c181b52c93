import { useComputed } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Header } from '../components/header'
import { filter, openId } from './filter'
import { Filters } from './filters'
import { assets, failure, isComplete, isLoading, reread, sections, show } from './library'
import { Empty } from './empty'
import { Viewer } from './viewer'
import { Gallery } from './gallery'
import './inbox.css'

/** Everything that the person has, newest first. */
export function InboxPage() {
  const { kind, status, sort } = filter.value
  useEffect(() => void show({ kind, status, sort }), [kind, status, sort])
  const isEmpty = useComputed(() => isComplete.value && assets.value.length === 0)

  return (
    <>
      <Header>
        <Filters />
      </Header>
      <main class="inbox" id="main" aria-busy={isLoading.value}>
        <h1 class="visually-hidden">Inbox</h1>
        {isEmpty.value ? (
          <Empty />
        ) : (
          <Gallery sections={sections.value} sort={sort} openId={openId.value} />
        )}
        {failure.value && (
          <p class="notice bad inbox-failure" role="alert">
            {failure.value}{' '}
            <button class="link" onClick={reread}>
              Try again
            </button>
          </p>
        )}
      </main>
      {openId.value && <Viewer id={openId.value} />}
    </>
  )
}
