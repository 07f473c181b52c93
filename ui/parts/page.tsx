import type { ComponentChildren } from 'preact'
import { Bar } from './bar'
import './page.css'

/** A page of text and tables, beside the inbox. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <Bar />
      <main class="page" id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </>
  )
}
