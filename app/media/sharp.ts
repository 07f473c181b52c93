import sharp from 'sharp'

// Every process that decodes imports sharp from here. Nothing is read but by these loaders: libvips
// would also try its own format, CSV, matrices and, where built in, magick. From memory come SVG,
// for a document without an address has nothing that its references could lead to, moving AVIF,
// covers of music, and pictures that another program made.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
    'VipsForeignLoadTiffFile',
    'VipsForeignLoadSvgBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})

// A file is read once, so a cache of operations would only hold memory.
sharp.cache(false)

// One thread a picture: pictures run beside each other, which gives more of them a second.
sharp.concurrency(1)

export default sharp
