import type { ComponentChildren } from 'preact'
import { Bar } from './bar'
import { OfficeTabs } from './office_tabs'
import './page.css'

/** A page of text and tables, beside the inbox. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <Bar>
        <OfficeTabs />
      </Bar>
      <main class="page" id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </>
  )
}
