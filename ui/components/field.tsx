import type { ComponentProps } from 'preact'
import { useId } from 'preact/hooks'

type Props = ComponentProps<'input'> & {
  label: string
  hint?: string
  wrong?: string
}

/** A labelled input that tells what is wrong with it. */
export function Field({ label, hint, wrong, ...input }: Props) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        aria-invalid={Boolean(wrong)}
        aria-describedby={`${id}-about`}
        {...input}
      />
      <p id={`${id}-about`} class={wrong ? 'wrong' : 'quiet small'} hidden={!wrong && !hint}>
        {wrong || hint}
      </p>
    </div>
  )
}
