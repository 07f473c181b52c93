import './chart.css'

interface Props {
  title: string
  /** The one number that matters. */
  figure: string
  /** What the picture shows, for who cannot see it. */
  description: string
  /** Each series is stacked on the one before it, the oldest value first. */
  series: { name: string; values: number[]; isBad?: boolean }[]
}

const WIDTH = 480
const HEIGHT = 96

/** A small chart of bars over the last day. */
export function Chart({ title, figure, description, series }: Props) {
  const sums = series[0].values.map((_, index) =>
    series.reduce((sum, { values }) => sum + values[index], 0)
  )
  const most = Math.max(1, ...sums)
  const step = WIDTH / sums.length
  const heightOf = (value: number) => (value / most) * HEIGHT

  return (
    <figure class="chart">
      <figcaption>
        <span class="quiet small">{title}</span>
        <strong class="number">{figure}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={description}
      >
        {series.flatMap(({ values, isBad, name }, which) =>
          values.map((value, index) => {
            const below = series
              .slice(0, which)
              .reduce((sum, other) => sum + heightOf(other.values[index]), 0)
            const height = value > 0 ? Math.max(2, heightOf(value)) : 0
            return (
              <rect
                key={`${name}-${index}`}
                class={isBad ? 'is-bad' : ''}
                x={index * step + 1}
                y={HEIGHT - below - height}
                width={step - 2}
                height={height}
                rx="1.5"
              />
            )
          })
        )}
      </svg>
      <p class="chart-axis quiet small">
        <span>24 hours ago</span>
        <span>now</span>
      </p>
    </figure>
  )
}
