/** What Node writes with --cpu-prof: times in microseconds of the machine's monotonic clock. */
interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[]
  samples: number[]
  timeDeltas: number[]
  startTime: number
}

/** A function where it was called from, with all it called; times in microseconds. */
export interface Call {
  name: string
  /** Whose code it is: `app`, `node`, `v8` or an npm package. */
  owner: string
  self: number
  total: number
  children: Map<string, Call>
}

type Node = CpuProfile['nodes'][number]

const WAITING = ['(idle)', '(program)']

/** The calls of a profile between two moments, in which the process was not waiting. */
export function callTree(
  { nodes, samples, timeDeltas, startTime }: CpuProfile,
  from: number,
  to: number
) {
  const paths = pathsOf(nodes)
  const root = newCall('all', 'v8')
  let at = startTime
  samples.forEach((id, index) => {
    at += timeDeltas[index]
    const path = paths.get(id)!
    const isWaiting = WAITING.includes(path.at(-1)?.callFrame.functionName ?? '')
    if (at >= from && at <= to && !isWaiting) add(root, path, timeDeltas[index])
  })
  return root
}

/** What each owner's code took by itself, the most first, in microseconds. */
export function selfByOwner(root: Call) {
  const totals = new Map<string, number>()
  const visit = (call: Call) => {
    totals.set(call.owner, (totals.get(call.owner) ?? 0) + call.self)
    call.children.forEach(visit)
  }
  visit(root)
  return [...totals].sort((a, b) => b[1] - a[1])
}

function pathsOf(nodes: Node[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const paths = new Map<number, Node[]>()
  const visit = (node: Node, path: Node[]) => {
    paths.set(node.id, path)
    for (const id of node.children ?? []) visit(byId.get(id)!, [...path, byId.get(id)!])
  }
  visit(nodes[0], [])
  return paths
}

function add(root: Call, path: Node[], time: number) {
  let call = root
  call.total += time
  for (const { callFrame } of path) {
    const name = nameOf(callFrame)
    if (!call.children.has(name)) call.children.set(name, newCall(name, ownerOf(callFrame.url)))
    call = call.children.get(name)!
    call.total += time
  }
  call.self += time
}

function newCall(name: string, owner: string): Call {
  return { name, owner, self: 0, total: 0, children: new Map() }
}

function nameOf({ functionName, url }: Node['callFrame']) {
  const file = /\/build\/((?:app|providers|config|start)\/.*)\.js$/.exec(url)?.[1]
  return `${functionName || '(anonymous)'} ${file ?? ownerOf(url)}`
}

function ownerOf(url: string) {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  if (name) return name
  if (url.startsWith('node:')) return 'node'
  return url ? 'app' : 'v8'
}
