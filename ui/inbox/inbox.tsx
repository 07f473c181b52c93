import { useComputed } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Header } from '../components/header'
import { lazy } from '../lib/lazy'
import { Empty } from './empty'
import { filter, openId } from './filter'
import { Filters } from './filters'
import { Gallery } from './gallery'
import { assets, failure, isComplete, isLoading, reread, sections, show } from './library'
import { SearchBox } from './search_box'
import { isSelecting } from './selection'
import './inbox.css'

const SelectionBar = lazy(() => import('./selection_bar').then((file) => file.SelectionBar))
const TrashHead = lazy(() => import('./trash_head').then((file) => file.TrashHead))
const Viewer = lazy(() => import('./viewer').then((file) => file.Viewer))

/** Everything that the person has, newest first; or the trash. */
export function InboxPage() {
  const { kind, search, trashed, sort } = filter.value
  useEffect(() => void show(filter.value), [kind, search, trashed, sort])
  useEffect(() => {
    // Nobody waits for it at their first click.
    const timer = setTimeout(() => [Viewer, SelectionBar].map(({ preload }) => preload()), 1_000)
    return () => clearTimeout(timer)
  }, [])
  const isEmpty = useComputed(() => isComplete.value && assets.value.length === 0)

  return (
    <>
      <Header below={<Filters />}>
        <SearchBox />
      </Header>
      {isSelecting.value && <SelectionBar trashed={trashed} />}
      <main class="inbox" id="main" aria-busy={isLoading.value}>
        {trashed ? <TrashHead /> : <h1 class="visually-hidden">Inbox</h1>}
        {isEmpty.value ? (
          <Empty />
        ) : (
          <Gallery
            key={`${trashed}`}
            sections={sections.value}
            sort={sort}
            openId={openId.value}
            opens={!trashed}
          />
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
