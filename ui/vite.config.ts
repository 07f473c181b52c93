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
    // The page of upload links is one of its own, so that it loads little.
    rolldownOptions: { input: ['ui/index.html', 'ui/guest.html'] },
  },
  worker: { format: 'es' },
})
