// The type that comes with the program (docs/decisions/0032): vite.config.ts keeps of these sheets what pages can need. A sheet of its own,
// named at the end of a page, so that nothing waits for it.
import '@fontsource/noto-serif-sc/600.css'
import '@fontsource/source-serif-4/600.css'
import '@fontsource/jetbrains-mono/400.css'
