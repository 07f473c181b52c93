# One image for every component; the command says which:
#   node bin/server.js                  the API, the default
#   node ace worker                     a worker
#   node ace migration:run --force      before a release; then db:seed and store:setup once
#
# It reads its settings from the environment alone and writes to /tmp and DATA_DIR alone, so the
# root file system may be read-only. Node handles its signals itself and starts no grandchildren:
# an init process is welcome (docker run --init) but not needed.

ARG NODE_IMAGE=node:24.21.0-trixie-slim

# The production build, from the sources and all packages.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
RUN node ace build

# What runs needs: no development packages, and of the optional ones (the embedded PostgreSQL is
# among them) only sharp's binaries for this platform, at the versions of the lock file.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --no-audit --no-fund \
  && npm install --no-save --omit=dev --omit=optional --no-audit --no-fund $(node --print " \
    const { packages } = require('./package-lock.json'); \
    Object.entries(packages['node_modules/sharp'].optionalDependencies) \
      .filter(([name]) => name.endsWith('-linux-' + process.arch)) \
      .map(([name, version]) => name + '@' + version) \
      .join(' ')") \
  # 90 MB of what only bundlers and debuggers read.
  && find node_modules/@opentelemetry -name '*.map' -delete \
  && find node_modules/@opentelemetry -path '*/build/es*' -delete

FROM ${NODE_IMAGE} AS runtime

# glibc's allocator keeps what libvips' threads gave back, in pieces too small to use again;
# jemalloc returns it, so a worker's memory stays flat (docs/adr/0031-one-image.md).
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libjemalloc2 \
  && rm -rf /var/lib/apt/lists/* \
  && ln -s /usr/lib/*-linux-gnu/libjemalloc.so.2 /usr/local/lib/libjemalloc.so.2 \
  && install --directory --owner=node --group=node --mode=0700 /data
ENV LD_PRELOAD=/usr/local/lib/libjemalloc.so.2 \
  MALLOC_CONF=background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/build ./

ARG VERSION=0.2.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Media Inbox" \
  org.opencontainers.image.description="Takes in people's photos and files and never loses one." \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --start-interval=1s \
  CMD ["node", "bin/healthcheck.js"]
CMD ["node", "bin/server.js"]

# With the tools that make thumbnails of videos and PDFs, some 500 MB more: --target full. Without
# them these files are accepted all the same.
FROM runtime AS full
USER root
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg poppler-utils \
  && rm -rf /var/lib/apt/lists/*
USER node

FROM runtime AS plain
