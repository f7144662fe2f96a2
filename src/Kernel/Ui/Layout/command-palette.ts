// <command-palette data-…>: one field that searches, goes and writes, on every page: Ctrl+K, or a press on a link of [data-palette]. app.ts
// makes the element the first time; without script the link leads to the search page.
type Entry = { title: string; path: string; group: string }
type Writing = { items: { title: string; path: string }[] }
type Suggestions = { items: { title: string; url: string | null }[] }

const wait = 150, most = 6

class CommandPalette extends HTMLElement {
  private readonly dialog = document.createElement('dialog')
  private readonly field = document.createElement('input')
  private readonly list = document.createElement('div')
  private readonly words = document.querySelector<HTMLElement>('[data-palette-words]')
  private go: Entry[] = []
  private write: Entry[] | null = null
  private found: Entry[] = []
  private at = 0
  private timer = 0

  connectedCallback() {
    this.field.type = 'search'
    this.field.className = 'input palette-field'
    this.field.autocomplete = 'off'
    this.field.maxLength = 200
    this.field.placeholder = this.field.ariaLabel = this.word('label')
    this.field.role = 'combobox'
    this.field.ariaExpanded = 'true'
    this.field.ariaAutoComplete = 'list'
    this.field.setAttribute('aria-controls', 'palette-list')
    this.list.id = 'palette-list'
    this.list.className = 'palette-list'
    this.list.role = 'listbox'
    this.list.ariaLabel = this.word('label')
    this.dialog.className = 'palette'
    this.dialog.ariaLabel = this.word('label')
    this.dialog.append(this.field, this.list)
    this.append(this.dialog)
    this.field.addEventListener('input', () => this.type())
    this.field.addEventListener('keydown', event => this.press(event))
    this.dialog.addEventListener('click', event => {
      if (event.target === this.dialog) this.dialog.close()
    })
    this.addEventListener('palette-open', () => this.open())
    this.open()
  }

  private word(name: string) {
    return this.words?.dataset[name] ?? ''
  }

  private open() {
    if (this.dialog.open) return
    const links = document.querySelectorAll<HTMLAnchorElement>('.rail a[href^="/"], .bottombar a[href^="/"], .foot a[href^="/"]')
    const seen = new Set<string>()
    this.go = [...links].flatMap(link => {
      const [title, path] = [link.textContent?.trim() ?? '', link.getAttribute('href')!]
      if (title === '' || link.hasAttribute('data-palette') || seen.has(path)) return []
      seen.add(path)
      return [{ title, path, group: this.word('go') }]
    })
    this.field.value = ''
    this.found = []
    this.show()
    this.dialog.showModal()
    this.field.focus()
    void this.learn()
  }

  /** Where one may write is asked the first time. */
  private async learn() {
    const url = this.words?.dataset['writing']
    if (!url || this.write) return
    const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok) return
    this.write = ((await answer.json()) as Writing).items.map(item => ({ ...item, group: this.word('write') }))
    this.show()
  }

  private type() {
    this.show()
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.suggest(), wait)
  }

  private async suggest() {
    const [url, words] = [this.words?.dataset['suggestions'], this.field.value.trim()]
    if (!url || words === '' || words.length > 100) return
    const answer = await fetch(`${url}?q=${encodeURIComponent(words)}`, { headers: { Accept: 'application/json' } }).catch(() => null)
    // Somebody who types on does not want the answer to what they typed before.
    if (!answer?.ok || this.field.value.trim() !== words) return
    const items = ((await answer.json()) as Suggestions).items
    this.found = items.flatMap(item => (item.url ? [{ title: item.title, path: item.url, group: this.word('found') }] : []))
    this.show()
  }

  private entries(): Entry[] {
    const typed = this.field.value.trim()
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (entry: Entry) => words.every(word => entry.title.toLowerCase().includes(word))
    const search = this.words?.dataset['search']
    const title = this.word('searchFor').replace('{0}', typed)
    const asked = search && typed ? [{ title, path: `${search}?q=${encodeURIComponent(typed)}`, group: '' }] : []
    const found = typed ? this.found.slice(0, most) : []
    return [...found, ...asked, ...(this.write ?? []).filter(fits).slice(0, most), ...this.go.filter(fits).slice(0, typed ? most : 20)]
  }

  private show() {
    this.at = 0
    this.list.replaceChildren(...this.entries().map((entry, index) => {
      const link = document.createElement('a')
      link.role = 'option'
      link.id = `palette-${index}`
      link.href = entry.path
      link.tabIndex = -1
      link.className = 'palette-entry'
      const [title, group] = [document.createElement('span'), document.createElement('span')]
      title.textContent = entry.title
      group.textContent = entry.group
      group.className = 'muted small'
      link.append(title, group)
      return link
    }))
    this.mark()
  }

  private mark() {
    const options = [...this.list.children]
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === this.at)))
    this.field.setAttribute('aria-activedescendant', options[this.at]?.id ?? '')
    options[this.at]?.scrollIntoView({ block: 'nearest' })
  }

  private press(event: KeyboardEvent) {
    if (event.isComposing) return
    const count = this.list.children.length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (count > 0) this.at = (this.at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count
      this.mark()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const link = this.list.children[this.at]
      if (link instanceof HTMLAnchorElement) link.click()
    }
  }
}

customElements.define('command-palette', CommandPalette)
