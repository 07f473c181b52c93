import { useState } from 'preact/hooks'
import { Icon, type IconName } from '../components/icon'
import { lazy } from '../lib/lazy'
import { erase, favorite, restore, trash } from './selection_actions'
import { clearSelection, selected } from './selection'
import { TagDialog } from './tag_dialog'
import './selection_bar.css'

const ShareDialog = lazy(() => import('../sharing/share_dialog').then((file) => file.ShareDialog))

/** What can be done with what is selected. */
export function SelectionBar({ trashed }: { trashed: boolean }) {
  const [isTagging, setTagging] = useState(false)
  const [isSharing, setSharing] = useState(false)
  const number = selected.value.size
  return (
    <div class="selection-bar" role="toolbar" aria-label="Selection">
      <Tool icon="close" label="Clear the selection" run={clearSelection} />
      <strong class="number" role="status">
        {number.toLocaleString('en')} selected
      </strong>
      <span class="selection-space" />
      {trashed ? (
        <>
          <Tool icon="restore" label="Restore" isNamed run={restore} />
          <Tool icon="trash" label="Erase for good" isNamed run={erase} />
        </>
      ) : (
        <>
          <Tool icon="star" label="Favorite" isNamed run={favorite} />
          <Tool icon="tag" label="Tag" isNamed run={() => setTagging(true)} />
          <Tool icon="share" label="Share" isNamed run={() => setSharing(true)} />
          <Tool icon="trash" label="Delete" isNamed run={trash} />
        </>
      )}
      {isSharing && <ShareDialog onClose={() => setSharing(false)} />}
      {isTagging && <TagDialog onClose={() => setTagging(false)} />}
    </div>
  )
}

function Tool(props: { icon: IconName; label: string; isNamed?: boolean; run: () => unknown }) {
  return (
    <button
      class={`button plain ${props.isNamed ? 'tool' : 'icon'}`}
      aria-label={props.label}
      title={props.label}
      onClick={props.run}
    >
      <Icon name={props.icon} />
      {props.isNamed && <span>{props.label}</span>}
    </button>
  )
}
