import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Vite reads the default export of its configuration file; everything else in the house has a name.
const configuration = defineConfig({
  root: 'web',
  plugins: [react()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@jsquash/png', '@contentauth/c2pa-wasm'] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the page's policy allows scripts and pictures from its own address only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: { proxy: Object.fromEntries(['/api', '/image', '/image-gallery', '/problems'].map((path) => [path, 'http://localhost:3000'])) },
})

export { configuration as default }
