import { defineConfig } from 'vite'

/** The page is served below `/ui/`; nothing in it may be inline, for its policy forbids that. */
export default defineConfig({
  base: '/ui/',
  build: {
    outDir: '../public/ui',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The pages of upload links and shares are their own, so that they load little.
    rolldownOptions: {
      input: ['ui/index.html', 'ui/guest.html', 'ui/share.html', 'ui/service_worker.ts'],
      output: {
        // Browsers look for it at the same address again.
        entryFileNames: ({ name }) =>
          name === 'service_worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
})
