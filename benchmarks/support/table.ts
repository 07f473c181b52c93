import type { Table } from './section.js'

/** A Markdown table, aligned so that it reads well in a terminal too. */
export function markdown({ heads, rows }: Table) {
  const widths = heads.map((head, column) => {
    return Math.max(head.length, ...rows.map((row) => row[column].length))
  })
  const line = (cells: string[]) => {
    return `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  }
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

export function perSecond(value: number) {
  return `${value < 20 ? value.toFixed(2) : Math.round(value).toLocaleString('en')}/s`
}

/** Bytes, as megabytes of a million each. */
export function megabytes(bytes: number) {
  return `${Math.round(bytes / 1_000_000)} MB`
}
