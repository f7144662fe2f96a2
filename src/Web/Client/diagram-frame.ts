// Draws one Mermaid diagram inside a sandboxed frame of opaque origin: Mermaid writes inline styles, which the page's own
// policy forbids, and its input was written by a stranger. In: {source, dark}. Out: {ready} | {height, text?} | {error}.
import mermaid from 'mermaid'

type Request = { source: string; dark: boolean }

const fonts = 'system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
const stage = document.createElement('main')
let drawn = 0

// The page's own colours (src/Kernel/Ui/tokens.css): Mermaid reckons with them, so it needs them as plain numbers.
const palettes = {
  light: { ink: '#22211f', soft: '#57544e', line: '#8d8981', node: '#f3f1ed', group: '#fbfaf8', label: '#ffffff', note: '#fdf3df' },
  dark: { ink: '#e8e8ea', soft: '#b1b4bb', line: '#767b85', node: '#25282d', group: '#1f2226', label: '#1b1d21', note: '#2d2415' },
}

function answer(message: { ready: true } | { height: number; text?: string } | { error: string }) {
  // The parent's origin is unknown in here; nothing secret is said.
  parent.postMessage(message, '*')
}

function heightOf() {
  return Math.ceil(stage.getBoundingClientRect().height)
}

async function drawAsync({ source, dark }: Request) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: 'base',
    themeVariables: variablesOf(dark),
    fontFamily: fonts,
    maxTextSize: 50_000,
  })
  // The frame is transparent only while its scheme is that of the page around it.
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  try {
    const { svg } = await mermaid.render(`drawing-${++drawn}`, source)
    const picture = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg')
    if (!picture) throw new Error('Mermaid gave no picture.')
    stage.replaceChildren(picture)
    keepLegible(picture)
    answer({ height: heightOf(), text: labelsOf(picture) })
  } catch (error) {
    // Mermaid leaves a picture of a bomb behind.
    document.body.replaceChildren(stage)
    stage.replaceChildren()
    answer({ error: error instanceof Error ? error.message : String(error) })
  }
}

function variablesOf(darkMode: boolean) {
  const { ink, soft, line, node, group, label, note } = darkMode ? palettes.dark : palettes.light
  return {
    darkMode,
    fontFamily: fonts,
    background: label,
    primaryColor: node,
    primaryTextColor: ink,
    primaryBorderColor: line,
    secondaryColor: group,
    secondaryTextColor: ink,
    secondaryBorderColor: line,
    tertiaryColor: group,
    tertiaryTextColor: ink,
    tertiaryBorderColor: line,
    lineColor: soft,
    textColor: ink,
    edgeLabelBackground: label,
    noteBkgColor: note,
    noteTextColor: ink,
    noteBorderColor: line,
  }
}

/** On a phone a wide diagram scrolls rather than shrink below three quarters of its size. */
function keepLegible(picture: SVGSVGElement) {
  picture.style.display = 'block'
  picture.style.marginInline = 'auto'
  picture.style.minWidth = `${Math.round(picture.viewBox.baseVal.width * 0.75)}px`
}

function labelsOf(picture: SVGSVGElement) {
  const labels = [...picture.querySelectorAll('title, desc, text, .nodeLabel, .edgeLabel')].map(label => label.textContent.trim())
  return [...new Set(labels)].filter(label => label !== '').join(', ').slice(0, 1000)
}

document.body.style.cssText = `margin:0;font-family:${fonts};background:transparent;overflow:hidden`
stage.style.cssText = 'overflow-x:auto;overflow-y:hidden'
document.body.append(stage)
addEventListener('message', event => {
  if (event.source === parent) void drawAsync(event.data as Request)
})
new ResizeObserver(() => {
  if (stage.firstChild) answer({ height: heightOf() })
}).observe(stage)
answer({ ready: true })
