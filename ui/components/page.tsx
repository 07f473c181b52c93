import type { ComponentChildren } from 'preact'
import { Header } from './header'
import { AdminTabs } from './admin_tabs'
import './page.css'

/** A page of text and tables, beside the inbox. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <Header>
        <AdminTabs />
      </Header>
      <main class="page" id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </>
  )
}
