import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { ownFonts } from './own-fonts.ts'

// Beside each file its compressed forms, which src/Web/Hosting/AssetFiles.cs serves in its place.
const compressed: Plugin = {
  name: 'compressed',
  writeBundle({ dir }, files) {
    for (const name of Object.keys(files).filter(name => /\.(?:js|css|svg)$/.test(name))) {
      const file = join(dir!, name)
      const bytes = readFileSync(file)
      writeFileSync(file + '.br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
      writeFileSync(file + '.gz', gzipSync(bytes, { level: 9 }))
    }
  },
}

// The server reads wwwroot/assets/manifest.json (src/Kernel/Ui/Assets.cs) to turn an entry's name into its hashed address.
export default defineConfig({
  root: 'src/Web/Client',
  base: '/assets/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [ownFonts, compressed],
  build: {
    outDir: '../wwwroot/assets',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A font written into the style sheet would be downloaded by readers who never see a letter of it, and the CSP allows no data: fonts.
    assetsInlineLimit: 0,
    // Mermaid is one large piece that only the diagram frame loads.
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: {
        app: 'src/Web/Client/app.ts',
        fonts: 'src/Web/Client/fonts.ts',
        styles: 'src/Web/Client/styles.ts',
        theme: 'src/Web/Client/theme.ts',
        'diagram-frame': 'src/Web/Client/diagram-frame.ts',
      },
    },
  },
})
