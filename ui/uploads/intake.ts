import type { Picked } from './source'

/** The files of a drop, folders opened, each with a handle where the browser gives one. */
export async function pickedFrom(transfer: DataTransfer): Promise<Picked[]> {
  // All have to be asked at once: the browser forgets the drop at the first wait.
  const asked = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({
      file: item.getAsFile(),
      entry: item.webkitGetAsEntry(),
      handle: item.getAsFileSystemHandle?.(),
    }))
  const found = await Promise.all(
    asked.map(async ({ file, entry, handle }) => {
      if (entry?.isDirectory) return filesBelow(entry as FileSystemDirectoryEntry)
      const given = await handle?.catch(() => null)
      return file ? [{ file, handle: given?.kind === 'file' ? given : undefined }] : []
    })
  )
  return found.flat()
}

export function pickedFiles(files: FileList | null): Picked[] {
  return [...(files ?? [])].map((file) => ({ file }))
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<Picked[]> {
  const found: Picked[] = []
  for (const entry of await entriesOf(folder)) {
    if (entry.isDirectory) found.push(...(await filesBelow(entry as FileSystemDirectoryEntry)))
    else if (!entry.name.startsWith('.')) found.push({ file: await fileOf(entry) })
  }
  return found
}

// A reader gives some entries at a time, and none when it is through.
async function entriesOf(folder: FileSystemDirectoryEntry) {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return entries
    entries.push(...some)
  }
}

function fileOf(entry: FileSystemEntry) {
  return new Promise<File>((resolve, reject) => {
    ;(entry as FileSystemFileEntry).file(resolve, reject)
  })
}
