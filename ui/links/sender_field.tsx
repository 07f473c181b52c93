import { useId } from 'preact/hooks'
import type { SenderRule } from './link_types'

const RULES = { hidden: 'Not asked for', optional: 'Optional', required: 'Required' }

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
      {/* Not by the value of the select: Preact would restore it each time the form is drawn. */}
      <select class="select" id={id} name={name}>
        {Object.entries(RULES).map(([value, text]) => (
          <option key={value} value={value} selected={value === rule}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
