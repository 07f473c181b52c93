import type { ComponentChildren } from 'preact'
import { Wordmark } from '../components/wordmark'
import './sign_in.css'

/** Photos that are still to come, as their placeholders show them. */
const LIGHTS = ['dune', 'sea', 'dusk', 'wood', 'snow', 'rose', 'lake', 'meadow']

/** A page for somebody who is not signed in. */
export function EntryPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="sign-in">
      <div class="sign-in-art" aria-hidden="true">
        {LIGHTS.map((light) => (
          <i key={light} class={light} />
        ))}
      </div>
      <div class="sign-in-form">
        <Wordmark />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
