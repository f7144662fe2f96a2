// Keeps what is being written: at once in this browser, and a little later on the server, where other devices find it. What stands in
// the form when it opens wins; an unfinished text that differs is offered, never put in unasked. A title in the same form goes with it.
import { Copies } from './copies'

const pause = 1500
const beginning = 60

type Draft = { title: string; value: string }

export class DraftKeeper {
  private readonly begun: string
  private readonly title: HTMLInputElement | null
  private readonly copies: Copies<Draft>
  private timer = 0

  constructor(private readonly host: HTMLElement, private readonly area: HTMLTextAreaElement) {
    const key = `draft ${location.pathname}${new URLSearchParams(location.search).get('space') ?? ''} ${area.name}`
    this.title = area.form?.querySelector<HTMLInputElement>('input[name=title]') ?? null
    this.begun = this.written()
    this.copies = new Copies<Draft>(
      localStorage, key, area.form, () => this.draft(), draft => this.stands(draft), () => clearTimeout(this.timer))
    this.offer()
    area.addEventListener('input', () => this.keep())
    this.title?.addEventListener('input', () => this.keep())
    addEventListener('beforeunload', event => {
      // What is kept on the server is safe; elsewhere the browser asks.
      if (!this.copies.safe && !this.host.dataset.draft && this.written() !== this.begun) event.preventDefault()
    })
  }

  private written() {
    return `${this.title?.value ?? ''}\n${this.area.value}`
  }

  private draft(): Draft | null {
    return this.written().trim() === '' ? null : { title: this.title?.value ?? '', value: this.area.value }
  }

  /** An older one has no title, or the form none to put it in. */
  private titleOf(draft: Draft) {
    return this.title && draft.title ? draft.title : ''
  }

  private stands(draft: Draft) {
    const title = this.titleOf(draft)
    return draft.value.trim() === this.area.value.trim() && (!title || title === this.title?.value)
  }

  private keep() {
    this.copies.keep()
    clearTimeout(this.timer)
    if (this.host.dataset.draft) this.timer = window.setTimeout(() => void this.send(), pause)
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
    for (const note of this.host.querySelectorAll('.composer-found')) note.remove()
    this.host.prepend(...this.copies.before.map(draft => this.note(draft)))
  }

  private note(draft: Draft) {
    const note = document.createElement('div')
    note.className = 'composer-found small'
    note.setAttribute('role', 'status')
    note.append(this.host.dataset.recover ?? '', ' ')
    if (this.copies.before.length > 1) {
      const words = document.createElement('q')
      words.textContent = [...(this.titleOf(draft) || draft.value.trim())].slice(0, beginning).join('')
      note.append(words, ' ')
    }
    note.append(
      this.button(this.host.dataset.take, () => {
        const title = this.titleOf(draft)
        this.copies.exchange(draft)
        if (this.title && title) this.title.value = title
        this.area.value = draft.value
        this.area.dispatchEvent(new InputEvent('input', { bubbles: true }))
        this.offer()
        this.area.focus()
      }),
      this.button(this.host.dataset.drop, () => {
        this.copies.drop(draft)
        this.offer()
      }),
    )
    return note
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
