import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

/** A component whose script is loaded when it is first shown; `preload` loads it before. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loaded = signal<{ Component: ComponentType<Props> } | null>(null)
  const preload = async () => {
    // Without a connection it is tried again when it is shown the next time.
    const Component = await load().catch(() => null)
    if (Component) loaded.value = { Component }
  }
  function Lazy(props: Props) {
    useEffect(() => {
      if (!loaded.value) preload()
    }, [])
    const Component = loaded.value?.Component
    return Component ? <Component {...props} /> : null
  }
  return Object.assign(Lazy, { preload })
}
