import type { Sample } from './target.js'

const WIDTH = 900
const HEIGHT = 300
/** Room for the figures at the left and below. */
const LEFT = 60
const BELOW = 36
const ABOVE = 14
const MB_A_LINE = 100

const CURVES = [
  { name: 'API', colour: '#2f6fde', figure: 'apiMemory' },
  { name: 'worker', colour: '#d9622b', figure: 'workerMemory' },
] as const

/** What API and worker took over the time, as SVG. */
export function memoryChart(samples: Sample[]) {
  const seconds = samples.at(-1)!.at
  const bytes = Math.max(...samples.flatMap((sample) => CURVES.map(({ figure }) => sample[figure])))
  const lines = Math.ceil(bytes / 1e6 / MB_A_LINE)
  const bottom = HEIGHT - BELOW
  const x = (at: number) => (LEFT + ((WIDTH - LEFT - 10) * at) / seconds).toFixed(1)
  const y = (mb: number) => (bottom - ((bottom - ABOVE) * mb) / (lines * MB_A_LINE)).toFixed(1)

  const rows = Array.from({ length: lines + 1 }, (_, line) => line * MB_A_LINE).map(
    (mb) =>
      `<path d="M${LEFT} ${y(mb)}H${WIDTH - 10}" stroke="#d0d7de"/><text x="${LEFT - 6}" y="${y(mb)}" text-anchor="end" dominant-baseline="middle">${mb} MB</text>`
  )
  const times = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share * seconds)}" y="${bottom + 16}" text-anchor="middle">${((share * seconds) / 60).toFixed(0)} min</text>`
  )
  const curves = CURVES.map(({ name, colour, figure }, index) => {
    const points = samples.map((sample) => `${x(sample.at)},${y(sample[figure] / 1e6)}`)
    const label = `<text x="${LEFT + 80 * index}" y="${HEIGHT - 4}" fill="${colour}" font-weight="bold">${name}</text>`
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>${label}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>Resident memory of API and worker over the time</title>
<rect width="100%" height="100%" fill="#fff"/>
${[...rows, ...times, ...curves].join('\n')}
</svg>
`
}
