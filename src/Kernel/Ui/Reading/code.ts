import type { HLJSApi } from 'highlight.js'
import { copyAsync } from './clipboard'
import { colouredLines, placeLines, plainLines, wrapSwitch } from './code-lines'
import { languageOf } from './languages'
import { wordsOf } from './words'

// Colouring a very long block would freeze a phone for longer than colours are worth.
const longest = 60_000

/** Gives every code block a head with its language and what can be done with it; those that come into view get lines and colours. */
export function dressCode(article: HTMLElement) {
  const inView = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue
        inView.unobserve(entry.target)
        void drawAsync(entry.target as HTMLElement)
      }
    },
    { rootMargin: '600px' },
  )
  for (const code of article.querySelectorAll<HTMLElement>('pre > code')) {
    const pre = code.parentElement
    if (!pre || pre.classList.contains('mermaid') || pre.closest('.code-block')) continue
    addHead(pre, code, article)
    if (code.textContent.length <= longest) inView.observe(code)
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
  const tools = document.createElement('span')
  tools.className = 'code-tools'
  head.append(name, tools)
  pre.replaceWith(block)
  block.append(head, pre)
  tools.append(wrapSwitch(wordsOf(article)['wrap'] ?? 'Wrap', block, pre), copyButton(code, article))
  // A wide block scrolls, so the keyboard must reach it.
  if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0
}

function copyButton(code: HTMLElement, article: HTMLElement) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code-tool'
  const idle = wordsOf(article)['copy'] ?? 'Copy'
  button.textContent = idle
  button.addEventListener('click', async () => {
    if (await copyAsync(code.textContent)) {
      button.textContent = wordsOf(article)['copied'] ?? idle
      setTimeout(() => (button.textContent = idle), 1600)
    } else {
      getSelection()?.selectAllChildren(code)
    }
  })
  return button
}

async function drawAsync(code: HTMLElement) {
  const text = code.textContent
  placeLines(code, (await colouredAsync(text, nameOf(code))) ?? plainLines(text))
}

/** The text as coloured tokens, line by line; null where it is shown without colours. */
export async function colouredAsync(text: string, name: string): Promise<Node[][] | null> {
  const language = languageOf(name)
  if (!language || text.length > longest) return null
  const [{ default: core }, grammar] = await Promise.all([import('highlight.js/lib/core'), language.load()])
  const hljs: HLJSApi = core
  if (!hljs.getLanguage(language.id)) hljs.registerLanguage(language.id, grammar.default)
  return colouredLines(hljs.highlight(text, { language: language.id, ignoreIllegals: true }))
}
