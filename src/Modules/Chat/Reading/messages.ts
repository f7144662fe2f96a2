// The messages on the page: in the order of their numbers, what is still being sent at the end, with days and faces where they belong.
import { type Doc, fill } from './documents'
import { drawFace } from './faces'
import { drawButtons, drawCards, drawFiles, drawParts, drawReactions, hasCards } from './parts'

const together = 5 * 60_000
const mostShown = 600

export type Pending = { key: string; body: string; at: string; files: { name: string }[] }

export class MessageList {
  readonly list: HTMLElement
  private readonly pattern: HTMLTemplateElement
  private readonly day: Intl.DateTimeFormat
  private readonly dayName: Intl.DateTimeFormat
  private readonly clock: Intl.DateTimeFormat
  private readonly shown: ((item: HTMLElement) => void)[] = []
  private readonly ignored: Set<string>

  constructor(private readonly host: HTMLElement) {
    this.list = host.querySelector('[data-list]')!
    this.pattern = host.querySelector('template[data-pattern]')!
    this.ignored = new Set(host.dataset.ignored?.split(' '))
    const { zone: timeZone, lang } = host.dataset
    this.day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    this.dayName = new Intl.DateTimeFormat(lang, { timeZone, dateStyle: 'long' })
    this.clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  }

  /** Called for each message that comes to stand on the page. */
  onShown(look: (item: HTMLElement) => void) {
    this.shown.push(look)
    for (const item of this.items()) look(item)
  }

  items(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(':scope > .msg')]
  }

  /** The newest number on the page. */
  get last(): number {
    return Math.max(0, ...this.items().map(i => Number(i.dataset.number ?? 0)))
  }

  get first(): number | null {
    const first = this.items().find(i => i.dataset.number)
    return first ? Number(first.dataset.number) : null
  }

  /** Whether what is new belongs to the end of this page. */
  get isAtEnd(): boolean {
    return !this.host.dataset.after
  }

  show(docs: Doc[]) {
    const root = this.host.dataset.thread
    for (const doc of docs) {
      if (String(doc.id) === root) {
        const opener = this.host.querySelector<HTMLElement>('.chat-root > .msg')
        if (opener) this.dress(opener, doc)
      }
      if (String(doc.thread) === root) this.place(doc)
    }
    this.tidy()
  }

  /** Says what is being sent, before the server knows it. */
  showPending(pending: Pending, state: string): HTMLElement {
    const known = this.list.querySelector<HTMLElement>(`:scope > .msg[data-key="${CSS.escape(pending.key)}"]`)
    const item = known ?? this.make(`new-${pending.key}`)
    if (!known) {
      item.dataset.key = pending.key
      item.dataset.at = pending.at
      item.dataset.author = this.host.dataset.me ?? ''
      item.classList.add('msg-pending')
      item.querySelector('.msg-tools')?.remove()
      // It stands nowhere yet, so its time leads nowhere.
      item.querySelector('.msg-at')?.removeAttribute('href')
      item.querySelector('time')!.textContent = this.clock.format(new Date(pending.at))
      item.querySelector('.msg-by')!.textContent = this.host.dataset.name ?? ''
      item.querySelector('.msg-face')!.replaceChildren(drawFace(this.host.dataset.name ?? '', this.host.dataset.face || null))
      const text = document.createElement('p')
      text.className = 'msg-raw'
      text.textContent = [pending.body, ...pending.files.map(f => f.name)].filter(Boolean).join('\n')
      item.querySelector('.msg-body')!.replaceChildren(text)
      this.list.append(item)
      this.tidy()
      this.toEnd()
    }
    item.querySelector('.msg-state')!.textContent = state
    return item
  }

  drop(key: string) {
    this.list.querySelector(`:scope > .msg-pending[data-key="${CSS.escape(key)}"]`)?.remove()
    this.tidy()
  }

  toEnd() {
    const scroll = this.host.querySelector('.chat-scroll')
    // It is laid out from below: nothing above moves it.
    if (scroll) scroll.scrollTop = 0
  }

  private place(doc: Doc) {
    const known = this.list.querySelector<HTMLElement>(`:scope > #m${doc.id}`)
      ?? (String(doc.author.id) === this.host.dataset.me ? this.list.querySelector<HTMLElement>(`:scope > .msg[data-key="${CSS.escape(doc.key)}"]`) : null)
    if (known) {
      const moved = known.dataset.number !== String(doc.number ?? '')
      this.dress(known, doc)
      if (moved && doc.number !== null) this.insert(known, doc.number)
      return
    }
    // Beyond what is shown: it comes when somebody scrolls there.
    if (doc.number === null || (doc.number > this.last && !this.isAtEnd)) return
    if (doc.number < (this.first ?? 0) && this.host.dataset.before) return
    const item = this.make(String(doc.id))
    this.dress(item, doc)
    this.insert(item, doc.number)
  }

  private insert(item: HTMLElement, number: number) {
    const before = this.items().filter(i => i !== item && i.dataset.number && Number(i.dataset.number) < number).at(-1)
    if (before) before.after(item)
    else this.list.prepend(item)
  }

  private make(id: string): HTMLElement {
    const item = (this.pattern.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>('.msg')!
    for (const element of [item, ...item.querySelectorAll('*')])
      for (const { name, value } of [...element.attributes])
        if (value.includes('__id__')) element.setAttribute(name, value.replaceAll('__id__', id))
    return item
  }

  private dress(item: HTMLElement, doc: Doc) {
    if (Number(item.dataset.change ?? -1) > doc.change) return
    if (item.id !== `m${doc.id}`) {
      // It was being sent until now: the pattern knows its tools.
      const fresh = this.make(String(doc.id))
      for (const name of item.getAttributeNames()) if (name !== 'class') item.removeAttribute(name)
      item.id = `m${doc.id}`
      item.classList.remove('msg-pending', 'msg-failed')
      item.replaceChildren(...fresh.childNodes)
    }
    const edition = item.dataset.edition
    Object.assign(item.dataset, {
      id: String(doc.id), author: String(doc.author.id), at: doc.at, key: doc.key, change: String(doc.change), edition: String(doc.edition),
    })
    if (doc.number === null) delete item.dataset.number
    else item.dataset.number = String(doc.number)
    const by = item.querySelector<HTMLAnchorElement>('.msg-by')!
    by.textContent = doc.author.name
    if (doc.author.handle) by.href = `/c/${location.pathname.split('/')[2]}/members/${doc.author.handle}`
    else by.removeAttribute('href')
    item.querySelector('.msg-face')!.replaceChildren(drawFace(doc.author.name, doc.author.face))
    const time = item.querySelector('time')!
    time.dateTime = doc.at
    time.textContent = this.clock.format(new Date(doc.at))
    this.dressWords(item, doc, edition === String(doc.edition))
    drawFiles(item.querySelector('.msg-files')!, doc, this.host)
    drawReactions(item, doc)
    drawButtons(item, doc)
    const thread = item.querySelector<HTMLElement>('.msg-thread')
    if (thread) {
      thread.hidden = doc.replies === 0
      thread.querySelector('span')!.textContent = doc.replies === 1 ? this.host.dataset.oneReply!
        : fill(this.host.dataset.replies, doc.replies)
    }
    if (String(doc.author.id) !== this.host.dataset.me) item.querySelector('[data-tool=edit]')?.remove()
    if (doc.deleted) item.querySelector('.msg-tools')?.remove()
    if (this.ignored.has(String(doc.author.id))) this.fold(item)
    for (const look of this.shown) look(item)
  }

  /** What somebody says whom the reader ignores, as MessageItem.razor draws it. */
  private fold(item: HTMLElement) {
    if (item.classList.contains('folds')) return
    const fold = this.host.querySelector<HTMLTemplateElement>('template[data-folded]')
    if (!fold) return
    item.classList.add('folds')
    item.prepend(fold.content.cloneNode(true))
  }

  /** @param isKnown Whether the words are those that stand there, unless they were out of sight. */
  private dressWords(item: HTMLElement, doc: Doc, isKnown: boolean) {
    const { held, refused, edited, gone, waiting } = this.host.dataset
    item.querySelector('.msg-state')!.textContent =
      doc.standing === 'held' ? held! : doc.standing === 'refused' ? refused! : doc.editedAt ? edited! : ''
    item.querySelector('.msg-to')?.remove()
    if (doc.replyTo) {
      const to = document.createElement('a')
      to.className = 'msg-to'
      to.href = `${this.host.dataset.home}/messages/${doc.replyTo.id}`
      const [by, text] = [document.createElement('b'), document.createElement('span')]
      by.textContent = doc.replyTo.author
      text.textContent = doc.replyTo.excerpt
      to.append(by, ' ', text)
      item.querySelector('.msg-main')!.prepend(to)
    }
    const body = item.querySelector<HTMLElement>('.msg-body')!
    const shows = body.querySelector(':scope > rich-text') !== null
    // What comes to all alike does not know the cards of this reader: theirs stay until they have been asked for.
    if (isKnown && shows && doc.html && !doc.deleted && (doc.cardsDiffer || hasCards(body, doc.cards ?? []))) return
    if (doc.html && !doc.deleted) {
      // From the server's sanitiser, whose output pages show as it is.
      const text = document.createElement('rich-text')
      text.className = 'prose'
      Object.assign(text.dataset, { copy: this.host.dataset.copy ?? '', copied: this.host.dataset.copied ?? '' })
      text.append(document.createRange().createContextualFragment(doc.html))
      drawCards(text, doc.cards ?? [])
      body.replaceChildren(text)
      if (doc.hasParts) void drawParts(item, doc, this.host)
    } else if (doc.deleted || doc.files.length === 0) {
      const line = document.createElement('p')
      line.className = 'msg-gone'
      line.textContent = doc.deleted ? gone! : waiting!
      body.replaceChildren(line)
    } else {
      body.replaceChildren()
    }
  }

  /** Days between messages, and one face for what somebody says in one go. */
  tidy() {
    if (this.isAtEnd) this.forget()
    let [day, by, at, gone] = ['', '', 0, false]
    for (const item of this.items()) {
      const when = new Date(item.dataset.at ?? 0)
      const own = this.day.format(when)
      let mark = item.previousElementSibling
      const isNew = mark?.classList.contains('chat-new') ?? false
      if (isNew) mark = mark!.previousElementSibling
      if (own !== day && !mark?.classList.contains('chat-day')) (isNew ? item.previousElementSibling!
        : item).before(this.dayMark(when, own))
      else if (own === day && mark?.classList.contains('chat-day')) mark.remove()
      const goesOn = own === day && !isNew && item.dataset.author === by && !gone && when.getTime() - at < together
        && !item.querySelector('.msg-to')
      item.classList.toggle('msg-goes-on', goesOn)
      day = own
      by = item.dataset.author ?? ''
      at = when.getTime()
      gone = item.querySelector('.msg-gone') !== null
    }
    // What stood below a day may be gone: a command that was sent, a message that could not be.
    for (const mark of this.list.querySelectorAll(':scope > .chat-day'))
      if (!mark.nextElementSibling || mark.nextElementSibling.matches('.chat-day')) mark.remove()
    this.host.querySelector('.chat-first')?.toggleAttribute('hidden', this.items().length > 0)
  }

  private dayMark(when: Date, iso: string): HTMLElement {
    const mark = document.createElement('li')
    mark.className = 'chat-day'
    mark.dataset.day = iso
    const text = document.createElement('span')
    const [today, yesterday] = [this.day.format(new Date()), this.day.format(new Date(Date.now() - 86_400_000))]
    text.textContent = iso === today ? this.host.dataset.today! : iso === yesterday ? this.host.dataset.yesterday!
      : this.dayName.format(when)
    mark.append(text)
    return mark
  }

  /** A page that is open for days does not grow for ever. */
  private forget() {
    const items = this.items()
    const scroll = this.host.querySelector('.chat-scroll')
    // Not what somebody has just scrolled to.
    if (items.length <= mostShown || !this.host.querySelector('.chat-earlier') || (scroll?.scrollTop ?? 0) < -200) return
    for (const item of items.slice(0, items.length - mostShown)) {
      while (item.previousElementSibling && !item.previousElementSibling.classList.contains('msg')) item.previousElementSibling.remove()
      item.remove()
    }
    this.host.dataset.before = String(this.first)
  }
}
