/** Lines of a Markdown table, aligned so that they read well in a terminal too. */
export function table(heads: string[], rows: string[][]) {
  const widths = heads.map((head, column) => {
    return Math.max(head.length, ...rows.map((row) => row[column].length))
  })
  const line = (cells: string[]) => {
    return `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  }
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

export function ratio(value: number, bound: number) {
  return (value / bound).toFixed(2)
}

export function perSecond(value: number) {
  return `${Math.round(value).toLocaleString('en')}/s`
}
