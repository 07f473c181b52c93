import { useId } from 'preact/hooks'
import type { SenderRule } from './link_types'

/** Whether visitors are asked for something about themselves. */
export function SenderField({
  label,
  name,
  rule = 'hidden',
}: {
  label: string
  name: string
  rule?: SenderRule
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select class="select" id={id} name={name} value={rule}>
        <option value="hidden">Not asked for</option>
        <option value="optional">Optional</option>
        <option value="required">Required</option>
      </select>
    </div>
  )
}
