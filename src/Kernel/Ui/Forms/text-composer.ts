// <text-composer>: makes a Markdown textarea comfortable. Without script the textarea is an ordinary field.
import '@github/markdown-toolbar-element'
import { subscribe } from '@github/paste-markdown'
import { Attachments } from './attachments'
import { Completions } from './completions'
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
    const completions = new Completions(area, this.dataset)
    // Its paste comes before that of tables.
    if (this.dataset.files) this.offerFiles(new Attachments(this, area, this.dataset.files))
    this.stops.push(subscribe(area).unsubscribe)
    // A Chinese input method sends Enter too, to take a word over: that is no end of a line.
    area.addEventListener('keydown', event => {
      if (event.isComposing || event.keyCode === 229 || (completions.isOpen && !event.ctrlKey && !event.metaKey)) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        area.form?.requestSubmit()
      } else if (event.key === 'Enter' && !event.shiftKey && goOn(area)) {
        event.preventDefault()
      }
    })
    if (this.dataset.preview) new MarkdownPreview(this, area, this.dataset.preview)
    new DraftKeeper(this, area)
    for (const link of this.querySelectorAll<HTMLAnchorElement>('a[data-tool]')) new InsertTool(link, area, this.dataset.close ?? '')
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
  }

  private offerFiles(attachments: Attachments) {
    let place = this.querySelector('.composer-tools')
    if (!place) {
      place = document.createElement('p')
      place.className = 'composer-tools small'
      this.append(place)
    }
    place.append(attachments.chooser())
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
}

customElements.define('text-composer', TextComposer)
