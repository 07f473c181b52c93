import { glob } from 'node:fs/promises'
import ts from 'typescript'
import { parseAllDocuments } from 'yaml'
import { read, root } from '#tests/unit/deploy/repository'

/** One document of deploy/kubernetes, as parsed. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string }
  [property: string]: any
}

/** All of them, in the order of their files' names. */
export async function readManifests() {
  const found: Manifest[] = []
  const paths = await Array.fromAsync(glob('deploy/kubernetes/**/*.yaml', { cwd: root }))
  for (const path of paths.sort()) {
    if (path.endsWith('kustomization.yaml')) continue
    for (const document of parseAllDocuments(await read(path))) found.push(document.toJS())
  }
  return found
}

const homes: Record<string, string> = {
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
}

/** Where kubernetes-models keeps the validator and the types of a manifest's kind. */
export function moduleOf({ apiVersion, kind }: Manifest) {
  const [group] = apiVersion.split('/')
  const home = homes[group] ?? 'kubernetes-models'
  return `${home}/${apiVersion}/${kind}`
}

/**
 * Holds manifests against the types that are made from Kubernetes' OpenAPI, and returns what the
 * compiler has to say. Unlike the schemas, which allow more properties, it finds misspelled ones.
 */
export function typeErrorsOf(manifests: Manifest[]) {
  const lines = manifests.map(
    (manifest, index) =>
      `export const m${index}: import('${moduleOf(manifest)}').I${manifest.kind} = ` +
      JSON.stringify(manifest)
  )
  const path = `${root}manifests.ts`
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, target, ...rest) =>
    name === path
      ? ts.createSourceFile(name, lines.join('\n'), target)
      : getSourceFile.call(host, name, target, ...rest)

  return ts
    .getPreEmitDiagnostics(ts.createProgram([path], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
