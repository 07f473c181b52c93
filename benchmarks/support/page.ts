import { loadavg } from 'node:os'
import { describeMachine } from './machine.js'
import { describe, type Outcome } from './run_section.js'
import { markdown } from './table.js'

/** The page of all that was measured, in Markdown. */
export async function pageOf(outcomes: Outcome[], seconds: number) {
  const goals = outcomes.flatMap(({ findings }) => findings?.goals ?? [])
  const rows = goals.map(({ what, measured, aim, verdict }) => [
    what,
    measured.toFixed(2),
    aim,
    verdict,
  ])
  const parts = [
    '# Performance',
    `Written by \`npm run benchmark\` on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC: do not edit it, run it. Each load lasted ${seconds} s; when it ended, the load average of the machine was ${loadavg()[0].toFixed(1)}.`,
    markdown({ heads: ['machine', ''], rows: await describeMachine() }),
    READING,
    '## Goals',
    markdown({ heads: ['what', 'measured', 'goal', 'verdict'], rows }),
    ...outcomes.map(describe),
  ]
  return `${parts.join('\n\n')}\n`
}

const READING = `**How to read it.** Everything runs on this one machine: the servers, PostgreSQL, and who asks them share its cores. Absolute figures therefore tell of the machine; the *ratios* tell of the application, for each is to a bound that was measured beside it in the same minutes. A ratio of 0.60 means that the application does 0.60 of what the bare bound does. [Where the time goes](profile.md) shows what the rest is spent on.`
