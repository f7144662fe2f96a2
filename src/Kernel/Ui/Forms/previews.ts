// The preview of a Markdown field, rendered and sanitised by the server: in the text's place, or beside it and scrolling along.
const pause = 700

export class MarkdownPreview {
  private readonly pane = document.createElement('div')
  private readonly words = document.createElement('p')
  private readonly aside: boolean
  private timer = 0
  private asked = 0
  private shown = ''

  constructor(private readonly host: HTMLElement, private readonly area: HTMLTextAreaElement, private readonly url: string) {
    this.aside = host.hasAttribute('data-aside')
    this.pane.className = 'composer-preview prose'
    this.pane.setAttribute('role', 'region')
    this.pane.setAttribute('aria-label', host.dataset.show ?? '')
    this.pane.tabIndex = 0
    this.words.className = 'composer-words small muted'
    host.append(this.words)
    if (this.aside) this.besideText()
    else this.inItsPlace()
    this.area.addEventListener('input', () => {
      if (this.pane.hidden !== true) this.soon()
    })
  }

  private inItsPlace() {
    this.pane.hidden = true
    this.host.append(this.pane)
    const tab = document.createElement('button')
    tab.type = 'button'
    tab.className = 'button quiet button-small composer-tab'
    tab.textContent = this.host.dataset.show ?? ''
    tab.setAttribute('aria-pressed', 'false')
    tab.addEventListener('click', () => {
      const showing = this.pane.hidden === true
      this.pane.hidden = !showing
      this.host.toggleAttribute('data-previewing', showing)
      tab.textContent = (showing ? this.host.dataset.write : this.host.dataset.show) ?? ''
      tab.setAttribute('aria-pressed', String(showing))
      if (showing) void this.ask()
      else this.area.focus()
    })
    this.host.querySelector('markdown-toolbar')?.append(tab)
  }

  private besideText() {
    const sides = document.createElement('div')
    sides.className = 'composer-sides'
    const field = this.area.closest('text-expander') ?? this.area
    field.before(sides)
    sides.append(field, this.pane)
    this.area.addEventListener('scroll', () => {
      const room = this.area.scrollHeight - this.area.clientHeight
      if (room > 0) this.pane.scrollTop = (this.area.scrollTop / room) * (this.pane.scrollHeight - this.pane.clientHeight)
    })
    void this.ask()
  }

  private soon() {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.ask(), pause)
  }

  private async ask() {
    const markdown = this.area.value
    if (markdown.trim() === '') return this.say(this.host.dataset.empty ?? '')
    if (markdown === this.shown) return
    const turn = ++this.asked
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ markdown }),
    }).catch(() => null)
    if (turn !== this.asked) return
    if (!answer?.ok) return this.say(this.host.dataset.failed ?? '')
    const { html, words } = (await answer.json()) as { html: string; words: number }
    this.shown = markdown
    // From the server's sanitiser, whose output pages show as it is.
    const text = document.createElement('rich-text')
    text.append(document.createRange().createContextualFragment(html))
    this.pane.replaceChildren(text)
    this.words.textContent = (this.host.dataset.words ?? '').replace('%', String(words))
  }

  private say(words: string) {
    this.shown = ''
    const line = document.createElement('p')
    line.className = 'muted'
    line.textContent = words
    this.pane.replaceChildren(line)
    this.words.textContent = ''
  }
}
