// Keeps what is being written: at once in this browser, and a little later on the server, where other devices find it. What stands in
// the form when it opens wins; an unfinished text that differs is offered, never put in unasked. A title in the same form goes with it.
const pause = 1500
const keptFor = 30 * 24 * 3600 * 1000

type Draft = { title: string; value: string; at: number }

export class DraftKeeper {
  private readonly key: string
  private readonly begun: string
  private readonly title: HTMLInputElement | null
  private timer = 0
  private sent = false

  constructor(private readonly host: HTMLElement, private readonly area: HTMLTextAreaElement) {
    this.key = `draft ${location.pathname}${new URLSearchParams(location.search).get('space') ?? ''} ${area.name}`
    this.title = area.form?.querySelector<HTMLInputElement>('input[name=title]') ?? null
    this.begun = this.written()
    this.offer()
    area.addEventListener('input', () => this.keep())
    this.title?.addEventListener('input', () => this.keep())
    area.form?.addEventListener('submit', () => {
      this.sent = true
      clearTimeout(this.timer)
      localStorage.removeItem(this.key)
    })
    addEventListener('pageshow', event => {
      if (event.persisted) this.sent = false
    })
    addEventListener('beforeunload', event => {
      // What is kept on the server is safe; elsewhere the browser asks.
      if (!this.sent && !this.host.dataset.draft && this.written() !== this.begun) event.preventDefault()
    })
  }

  private written() {
    return `${this.title?.value ?? ''}\n${this.area.value}`
  }

  private keep() {
    if (this.written().trim() === '') localStorage.removeItem(this.key)
    else this.store({ title: this.title?.value ?? '', value: this.area.value, at: Date.now() })
    clearTimeout(this.timer)
    if (this.host.dataset.draft) this.timer = window.setTimeout(() => void this.send(), pause)
  }

  private store(draft: Draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft))
    } catch {
      // No room, or none allowed: the server still keeps it.
    }
  }

  private async send() {
    const answer = await fetch(this.host.dataset.draft!, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ title: this.title?.value ?? '', body: this.area.value }),
    }).catch(() => null)
    if (answer?.ok) this.host.dataset.state = this.host.dataset.kept ?? ''
  }

  private offer() {
    const found = this.found()
    // An older one has no title, or the form none to put it in.
    const title = this.title && found?.title ? found.title : ''
    if (!found || (found.value.trim() === this.area.value.trim() && (!title || title === this.title?.value))) return
    const note = document.createElement('div')
    note.className = 'composer-found small'
    note.setAttribute('role', 'status')
    note.append(this.host.dataset.recover ?? '', ' ')
    note.append(
      this.button(this.host.dataset.take, () => {
        if (this.title && title) this.title.value = title
        this.area.value = found.value
        this.area.dispatchEvent(new InputEvent('input', { bubbles: true }))
        note.remove()
        this.area.focus()
      }),
      this.button(this.host.dataset.drop, () => {
        localStorage.removeItem(this.key)
        note.remove()
      }),
    )
    this.host.prepend(note)
  }

  private found(): Draft | null {
    const kept = localStorage.getItem(this.key)
    if (!kept) return null
    try {
      const draft = JSON.parse(kept) as Draft
      if (Date.now() - draft.at < keptFor) return draft
    } catch {
      // Not ours.
    }
    localStorage.removeItem(this.key)
    return null
  }

  private button(text: string | undefined, press: () => void) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain button-small'
    button.textContent = text ?? ''
    button.addEventListener('click', press)
    return button
  }
}
