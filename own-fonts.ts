import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

type Family = { display: string; weight: string; keeps: (file: string, range: string) => boolean }

const latin = (file: string) => /-latin(?:-ext)?-\d+-normal/.test(file)

// Squares take the place of squares, so Chinese may come late without moving a line; letters of other widths may not.
const families: Record<string, Family> = {
  'noto-serif-sc': { display: 'swap', weight: '400 700', keeps: (_, range) => range.split(',').some(isHan) },
  'source-serif-4': { display: 'optional', weight: '400 700', keeps: latin },
  'jetbrains-mono': { display: 'optional', weight: '400', keeps: latin },
}

/** Whether a part of a unicode-range reaches into the common Chinese characters or their punctuation. */
function isHan(part: string) {
  const [from, to] = part.trim().slice(2).split('-').map(digits => parseInt(digits, 16))
  return from !== undefined && from <= 0x9fff && (to ?? from) >= 0x3000
}

/** Of @fontsource's sheets: the smallest form of the faces that are needed, each loaded when one of its letters is on the page. */
export const ownFonts: Plugin = {
  name: 'own-fonts',
  enforce: 'pre',
  transform(code, id) {
    const name = /@fontsource\/([a-z0-9-]+)\/\d+\.css/.exec(id)?.[1]
    const family = name ? families[name] : undefined
    if (!family) return null
    const faces = [...code.matchAll(/font-family: ('[^']+');[^}]*?url\((\.\/files\/[^)]+\.woff2)\)[^}]*?unicode-range: ([^;]+);/g)]
    return faces
      .filter(([, , file = '', range = '']) => family.keeps(file, range))
      .map(([, title, file, range]) =>
        `@font-face{font-family:${title};font-weight:${family.weight};font-display:${family.display};` +
        `src:url(${file}) format("woff2");unicode-range:${range}}`)
      .join('\n')
  },
  // The licence (SIL OFL 1.1) goes where the fonts go.
  generateBundle() {
    const licences = Object.keys(families).map(name => `${name}\n\n${readFileSync(`node_modules/@fontsource/${name}/LICENSE`, 'utf8')}`)
    this.emitFile({ type: 'asset', fileName: 'fonts-licence.txt', source: licences.join('\n\n') })
  },
}
