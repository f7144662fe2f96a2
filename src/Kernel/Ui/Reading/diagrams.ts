// Mermaid draws in a sandboxed frame (src/Web/Client/diagram-frame.ts), which answers by messages.
import { wordsOf } from './words'

type Answer = { ready: true } | { height: number; text?: string } | { error: string }

const dark = matchMedia('(prefers-color-scheme: dark)')

export function drawDiagrams(article: HTMLElement) {
  for (const source of article.querySelectorAll<HTMLElement>('pre.mermaid')) new Diagram(source, wordsOf(article))
}

class Diagram {
  private readonly frame = document.createElement('iframe')
  private readonly figure = document.createElement('figure')
  private readonly text: string

  constructor(private readonly source: HTMLElement, private readonly words: DOMStringMap) {
    this.text = source.textContent
    const { frame, figure } = this
    figure.className = 'diagram'
    frame.className = 'diagram-frame'
    frame.sandbox.add('allow-scripts')
    frame.title = words['diagram'] ?? 'Diagram'
    frame.src = '/frames/diagram'
    frame.loading = 'lazy'
    // The frame is as high as what it takes the place of, so that nothing moves before the diagram is there.
    frame.style.height = `${source.offsetHeight}px`
    source.before(figure)
    figure.append(frame)
    this.foldSource()
    addEventListener('message', event => {
      if (event.source === frame.contentWindow) this.hear(event.data as Answer)
    })
    const ask = () => this.ask()
    dark.addEventListener('change', ask)
    document.addEventListener('themechange', ask)
  }

  private ask() {
    // The frame has no origin to name, and the source of a diagram is on the page anyway.
    this.frame.contentWindow?.postMessage({ source: this.text, dark: isDark() }, '*')
  }

  private hear(answer: Answer) {
    if ('ready' in answer) return this.ask()
    if ('error' in answer) return this.fail(answer.error)
    this.frame.style.height = `${Math.min(answer.height, 4000)}px`
    if (answer.text) this.frame.title = `${this.words['diagram'] ?? 'Diagram'}: ${answer.text}`
  }

  /** The text of the diagram stays at hand: for readers who do not see it, and for those who want to copy it. */
  private foldSource() {
    const details = document.createElement('details')
    details.className = 'diagram-source'
    const summary = document.createElement('summary')
    summary.textContent = this.words['source'] ?? 'Source'
    details.append(summary, this.source)
    this.figure.append(details)
  }

  private fail(message: string) {
    const note = document.createElement('p')
    note.className = 'diagram-error'
    note.textContent = (this.words['failed'] ?? '%').replace('%', (message.split('\n')[0] ?? '').replace(/:$/, ''))
    this.figure.replaceWith(note, this.source)
  }
}

function isDark() {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'dark' || (chosen !== 'light' && dark.matches)
}
