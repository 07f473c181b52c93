import { useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { Icon } from '../components/icon'
import { at } from '../lib/router'
import { updateAsset } from './update_asset'

/** The tags of an asset: each finds the others that have it; they are added and removed here. */
export function Tags({ asset }: { asset: Asset }) {
  const [text, setText] = useState('')
  const { tags } = asset
  return (
    <div class="tags">
      {tags.map((tag) => (
        <span key={tag} class="tags-one">
          <a href={at('/', { search: tag.includes(' ') ? `tag:"${tag}"` : `tag:${tag}` })}>{tag}</a>
          <button
            aria-label={`Remove the tag ${tag}`}
            title="Remove"
            onClick={() => updateAsset(asset, { tags: tags.filter((other) => other !== tag) })}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const tag = text.trim()
          setText('')
          if (tag && !tags.includes(tag)) updateAsset(asset, { tags: [...tags, tag] })
        }}
      >
        <input
          class="tags-input"
          aria-label="Add a tag"
          placeholder="Add a tag"
          maxLength={50}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </form>
    </div>
  )
}
