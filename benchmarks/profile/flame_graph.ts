import type { Call } from './call_tree.js'

const WIDTH = 1200
const ROW = 17
/** Narrower calls are left out, in pixels: nobody could read them. */
const NARROWEST = 1.5
const CHARACTER = 6.3

const COLOURS: [owners: RegExp, colour: string][] = [
  [/^app$/, '#f4a259'],
  [/^(node|v8)$/, '#c9d1d9'],
  [/^(pg|pg-protocol|pg-pool|pg-types|postgres-.*|knex|tarn|@adonisjs\/lucid)$/, '#8cb369'],
  [/^@adonisjs\//, '#b8a1e3'],
]
const OTHERS = '#9fc5e8'

/** A flame graph as SVG, from the top down: as wide as a call took, below who called it. */
export function flameGraph(root: Call, title: string) {
  const scale = WIDTH / root.total
  const boxes: string[] = []
  let depth = 0
  const draw = (call: Call, x: number, level: number) => {
    depth = Math.max(depth, level)
    boxes.push(box(call, x, level, call.total * scale, root.total))
    let childX = x
    for (const child of [...call.children.values()].sort((a, b) => b.total - a.total)) {
      if (child.total * scale >= NARROWEST) draw(child, childX, level + 1)
      childX += child.total * scale
    }
  }
  draw(root, 0, 1)
  const height = (depth + 1) * ROW + 6
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10.5">
<rect width="100%" height="100%" fill="#fff"/>
<text x="4" y="12">${escape(title)}</text>
${boxes.join('\n')}
</svg>
`
}

function box({ name, owner, total }: Call, x: number, level: number, width: number, all: number) {
  const colour = COLOURS.find(([owners]) => owners.test(owner))?.[1] ?? OTHERS
  const place = `x="${x.toFixed(1)}" y="${level * ROW}" width="${width.toFixed(1)}"`
  const room = Math.floor(width / CHARACTER) - 1
  const label =
    room < 4
      ? ''
      : `<text x="${(x + 3).toFixed(1)}" y="${level * ROW + 12}">${escape(name.slice(0, room))}</text>`
  const share = `${((100 * total) / all).toFixed(1)} %`
  return `<g><title>${escape(name)}, ${share}</title><rect ${place} height="${ROW - 1}" fill="${colour}"/>${label}</g>`
}

function escape(text: string) {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
