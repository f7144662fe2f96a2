import { defineConfig } from 'vite'

// The server reads wwwroot/assets/manifest.json (src/Kernel/Ui/Assets.cs) to turn an entry's name into its hashed address.
export default defineConfig({
  root: 'src/Web/Client',
  base: '/assets/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '../wwwroot/assets',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A font written into the style sheet would be downloaded by readers who never see a formula, and the CSP allows no data: fonts.
    assetsInlineLimit: 0,
    // Mermaid is one large piece that only the diagram frame loads.
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: {
        app: 'src/Web/Client/app.ts',
        styles: 'src/Web/Client/styles.ts',
        theme: 'src/Web/Client/theme.ts',
        'diagram-frame': 'src/Web/Client/diagram-frame.ts',
      },
    },
  },
})
