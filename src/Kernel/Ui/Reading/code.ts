import type { HLJSApi, HighlightResult } from 'highlight.js'
import { copyAsync } from './clipboard'
import { languageOf } from './languages'

/** Gives every code block a head with its language and a copy button, and colours those that come into view. */
export function dressCode(article: HTMLElement) {
  const inView = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue
        inView.unobserve(entry.target)
        void colourAsync(entry.target as HTMLElement)
      }
    },
    { rootMargin: '600px' },
  )
  for (const code of article.querySelectorAll<HTMLElement>('pre > code')) {
    const pre = code.parentElement
    if (!pre || pre.classList.contains('mermaid') || pre.closest('.code-block')) continue
    addHead(pre, code, article)
    if (languageOf(nameOf(code))) inView.observe(code)
  }
}

function nameOf(code: HTMLElement) {
  const found = [...code.classList].find(name => name.startsWith('language-'))
  return found?.slice('language-'.length).toLowerCase() ?? ''
}

function addHead(pre: HTMLElement, code: HTMLElement, article: HTMLElement) {
  const block = document.createElement('div')
  block.className = 'code-block'
  const head = document.createElement('div')
  head.className = 'code-head'
  const name = document.createElement('span')
  const language = nameOf(code)
  name.textContent = languageOf(language)?.title ?? language
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code-copy'
  const idle = article.dataset['copy'] ?? 'Copy'
  button.textContent = idle
  button.addEventListener('click', async () => {
    if (await copyAsync(code.textContent)) {
      button.textContent = article.dataset['copied'] ?? idle
      setTimeout(() => (button.textContent = idle), 1600)
    } else {
      getSelection()?.selectAllChildren(code)
    }
  })
  head.append(name, button)
  pre.replaceWith(block)
  block.append(head, pre)
  // A wide block scrolls, so the keyboard must reach it.
  if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0
}

async function colourAsync(code: HTMLElement) {
  const tokens = await tokensOfAsync(code.textContent, nameOf(code))
  if (tokens) code.replaceChildren(...tokens)
}

/** The text as coloured tokens; null where it is shown without colours. */
export async function tokensOfAsync(text: string, name: string): Promise<Node[] | null> {
  const language = languageOf(name)
  // Colouring a very long block would freeze a phone for longer than colours are worth.
  if (!language || text.length > 60_000) return null
  const [{ default: core }, grammar] = await Promise.all([import('highlight.js/lib/core'), language.load()])
  const hljs: HLJSApi = core
  if (!hljs.getLanguage(language.id)) hljs.registerLanguage(language.id, grammar.default)
  const result = hljs.highlight(text, { language: language.id, ignoreIllegals: true })
  return spansOf(treeOf(result))
}

type Branch = { scope?: string; children: (Branch | string)[] }

/** The tokens as a tree: no markup is made from a stranger's code. */
function treeOf(result: HighlightResult): Branch {
  return (result._emitter as unknown as { rootNode: Branch }).rootNode
}

function spansOf(branch: Branch): Node[] {
  return branch.children.map(child => {
    if (typeof child === 'string') return document.createTextNode(child)
    const inner = spansOf(child)
    const span = document.createElement('span')
    const scope = child.scope
    if (scope && !scope.startsWith('language:')) span.className = `tok-${scope.replace(/[._].*$/, '')}`
    span.append(...inner)
    return span
  })
}
