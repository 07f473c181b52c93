import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { DiskStore } from '#app/storage/disk_store'
import { servesObjects } from './contract/downloads.js'
import { takesUploadsInParts } from './contract/multipart.js'
import { keepsObjects } from './contract/objects.js'
import { StoreBench, type StoreUnderTest } from './contract/store_bench.js'
import { acceptsPresignedUploads } from './contract/uploads.js'

const stores: StoreUnderTest[] = [
  {
    name: 'DiskStore',
    open: () => app.container.make(DiskStore),
    checksDigest: true,
    minPartSize: 100_000,
  },
]

if (storage.s3) {
  stores.push({
    name: 'S3Store',
    open: () => app.container.make('store'),
    // The Ceph gateway that the suite is run against does not look at the digest; AWS does.
    checksDigest: false,
    minPartSize: 5 * 1024 * 1024,
  })
}

for (const subject of stores) {
  for (const contract of [
    acceptsPresignedUploads,
    servesObjects,
    keepsObjects,
    takesUploadsInParts,
  ]) {
    test.group(`${subject.name} | ${contract.name}`, (group) => {
      let bench: StoreBench
      group.setup(async () => {
        bench = new StoreBench(await subject.open())
        return () => bench.clear()
      })
      contract(() => bench, subject)
    })
  }
}
