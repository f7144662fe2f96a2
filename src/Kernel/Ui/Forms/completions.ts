// What the composer completes at the caret: people after @, emoji after a colon, articles and topics after [[ or #, commands of bots
// after a slash at the beginning. While an input method composes, nothing is offered: its keys are its own.
import '@github/text-expander-element'
import { emoji } from './emoji'

type Entry = { value: string; label: string; sign?: string }
type Asked = { provide: (menu: Promise<{ matched: boolean; fragment?: HTMLElement }>) => void; text: string; key: string }

const pause = 120
const most = 8

export class Completions {
  private composing = false
  private turn = 0
  private commands: Promise<Entry[]> | null = null

  constructor(private readonly area: HTMLTextAreaElement, private readonly from: DOMStringMap) {
    const expander = document.createElement('text-expander')
    const keys = [...(from.people ? ['@'] : []), ':', ...(from.links ? ['[[', '#'] : []), ...(from.commands ? ['/'] : [])]
    expander.setAttribute('keys', keys.join(' '))
    if (from.links) expander.setAttribute('multiword', '[[ #')
    // A field that moves loses the focus, and somebody may be typing already.
    const isFocused = document.activeElement === area
    // The element looks for its field when it comes to the page, and never again.
    const place = document.createComment('')
    area.replaceWith(place)
    expander.append(area)
    place.replaceWith(expander)
    if (isFocused) area.focus()
    area.addEventListener('compositionstart', () => (this.composing = true))
    area.addEventListener('compositionend', () => {
      this.composing = false
      // The last change came before this, while nothing was offered.
      area.dispatchEvent(new Event('input', { bubbles: true }))
    })
    expander.addEventListener('text-expander-change', event => {
      if (this.composing) {
        event.preventDefault()
        return
      }
      const { provide, text, key } = (event as CustomEvent<Asked>).detail
      provide(this.offer(key, text))
    })
    expander.addEventListener('text-expander-value', event => {
      const { detail } = event as CustomEvent<{ item: HTMLElement; value: string }>
      detail.value = detail.item.dataset.value ?? ''
    })
    expander.addEventListener('text-expander-committed', () => area.dispatchEvent(new Event('input', { bubbles: true })))
  }

  get isOpen() {
    return this.area.parentElement?.querySelector('.composer-people') != null
  }

  private async offer(key: string, text: string) {
    const entries = await this.find(key, text)
    const list = document.createElement('ul')
    list.className = 'composer-people'
    list.setAttribute('role', 'listbox')
    entries.slice(0, most).forEach((entry, n) => {
      const option = document.createElement('li')
      option.setAttribute('role', 'option')
      option.id = `${this.area.id}-option-${n}`
      option.dataset.value = entry.value
      option.textContent = entry.sign ? `${entry.sign} ${entry.label}` : entry.label
      list.append(option)
    })
    return { matched: entries.length > 0, fragment: list }
  }

  private async find(key: string, text: string): Promise<Entry[]> {
    const turn = ++this.turn
    if (key === ':') return emojiLike(text)
    if (key === '/') return this.commandsLike(text)
    if (key === '@') return this.ask(this.from.people!, text, turn, people)
    const found = text.trim()
    return found.length < (key === '#' ? 2 : 1) ? [] : this.ask(this.from.links!, found, turn, titles)
  }

  /** Only the last of what was typed quickly is asked for. */
  private async ask(url: string, text: string, turn: number, read: (answer: never) => Entry[]): Promise<Entry[]> {
    await new Promise(done => setTimeout(done, pause))
    if (turn !== this.turn || this.composing) return []
    const asked = new URL(url, location.href)
    asked.searchParams.set('q', text)
    const answer = await fetch(asked, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok) return []
    const entries = read((await answer.json()) as never)
    return turn === this.turn && !this.composing ? entries : []
  }

  private async commandsLike(text: string): Promise<Entry[]> {
    const { value, selectionEnd } = this.area
    if (selectionEnd !== text.length + 1 || !value.startsWith(`/${text}`)) return []
    this.commands ??= fetch(this.from.commands!, { headers: { accept: 'application/json' } })
      .then(answer => (answer.ok ? answer.json() : { items: [] }))
      .then(({ items }: { items: { name: string; description: string }[] }) =>
        items.map(c => ({ value: `/${c.name}`, label: `/${c.name} – ${c.description}` })))
      .catch(() => [])
    return (await this.commands).filter(c => c.value.startsWith(`/${text.toLowerCase()}`))
  }
}

function emojiLike(text: string): Entry[] {
  const typed = text.toLowerCase()
  if (typed.length < 2 || !/^[a-z0-9_+-]+$/.test(typed)) return []
  const names = Object.keys(emoji)
  const found = [...names.filter(n => n.startsWith(typed)), ...names.filter(n => !n.startsWith(typed) && n.includes(typed))]
  return found.map(name => ({ value: emoji[name]!, sign: emoji[name]!, label: `:${name}:` }))
}

function people({ items }: { items: { handle: string; name: string }[] }): Entry[] {
  return items.map(p => ({ value: `@${p.handle}`, label: `${p.name} @${p.handle}` }))
}

// What somebody said has the title of its topic, which is offered itself.
function titles({ items }: { items: { kind: string; title: string; url: string | null }[] }): Entry[] {
  return items.filter(i => i.url !== null && i.kind !== 'reply' && i.kind !== 'message')
    .map(i => ({ value: `[${i.title.replace(/[\\[\]`*_<>]/g, '\\$&')}](${i.url})`, label: i.title }))
}
