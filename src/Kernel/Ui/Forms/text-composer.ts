// <text-composer>: makes a Markdown textarea comfortable. Without script the textarea is an ordinary field.
import '@github/markdown-toolbar-element'
import '@github/text-expander-element'
import { subscribe } from '@github/paste-markdown'
import { DraftKeeper } from './drafts'
import { goOn } from './lists'
import { MarkdownPreview } from './previews'
import { InsertTool } from './tools'

// What the toolbar's elements are called, and which text of ours names each.
const tools: [element: string, text: string, glyph: string][] = [
  ['md-bold', 'bold', 'B'], ['md-italic', 'italic', 'I'], ['md-header', 'header', 'H'], ['md-quote', 'quote', '❝'],
  ['md-code', 'code', '‹›'], ['md-link', 'link', '⌁'], ['md-unordered-list', 'list', '•'], ['md-ordered-list', 'numbers', '1.'],
  ['md-task-list', 'tasks', '☑'], ['md-mention', 'mention', '@'],
]

class TextComposer extends HTMLElement {
  private readonly stops: (() => void)[] = []

  connectedCallback() {
    const area = this.querySelector('textarea')
    if (!area || this.querySelector('markdown-toolbar')) return
    area.before(this.toolbar(area))
    this.stops.push(subscribe(area).unsubscribe)
    // A Chinese input method sends Enter too, to take a word over: that is no end of a line.
    area.addEventListener('keydown', event => {
      if (event.isComposing || event.keyCode === 229) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        area.form?.requestSubmit()
      } else if (event.key === 'Enter' && !event.shiftKey && goOn(area)) {
        event.preventDefault()
      }
    })
    if (this.dataset.people) this.completePeople(area, this.dataset.people)
    if (this.dataset.preview) new MarkdownPreview(this, area, this.dataset.preview)
    new DraftKeeper(this, area)
    for (const link of this.querySelectorAll<HTMLAnchorElement>('a[data-tool]')) new InsertTool(link, area, this.dataset.close ?? '')
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
  }

  private toolbar(area: HTMLTextAreaElement) {
    const bar = document.createElement('markdown-toolbar')
    bar.setAttribute('for', area.id)
    bar.setAttribute('role', 'toolbar')
    bar.setAttribute('aria-label', this.dataset.tools ?? '')
    for (const [element, text, glyph] of tools) {
      const label = this.dataset[text]
      if (!label || (element === 'md-mention' && !this.dataset.people)) continue
      const tool = document.createElement(element)
      tool.setAttribute('role', 'button')
      tool.setAttribute('aria-label', label)
      tool.title = label
      // Drawn by the stylesheet: as text it would be read beside the name.
      tool.dataset.sign = glyph
      bar.append(tool)
    }
    return bar
  }

  private completePeople(area: HTMLTextAreaElement, url: string) {
    const expander = document.createElement('text-expander')
    expander.setAttribute('keys', '@')
    area.before(expander)
    expander.append(area)
    expander.addEventListener('text-expander-change', event => {
      const { provide, text } = (event as CustomEvent<{ provide: (menu: Promise<object>) => void; text: string }>).detail
      provide(this.menu(url, text))
    })
    expander.addEventListener('text-expander-value', event => {
      const { detail } = event as CustomEvent<{ item: HTMLElement; value: string }>
      detail.value = `@${detail.item.dataset.value ?? ''}`
    })
  }

  private async menu(url: string, text: string) {
    const asked = new URL(url, location.href)
    asked.searchParams.set('q', text)
    const answer = await fetch(asked, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok) return { matched: false }
    const { items } = (await answer.json()) as { items: { handle: string; name: string }[] }
    const list = document.createElement('ul')
    list.className = 'composer-people'
    for (const person of items) {
      const option = document.createElement('li')
      option.setAttribute('role', 'option')
      option.id = `person-${person.handle}`
      option.dataset.value = person.handle
      option.textContent = `${person.name} @${person.handle}`
      list.append(option)
    }
    return { matched: items.length > 0, fragment: list }
  }
}

customElements.define('text-composer', TextComposer)
