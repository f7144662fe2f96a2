// Inside a form: leaving with text that is not saved warns, and after a reload it is offered again. It is kept for this tab alone
// (sessionStorage), so that nothing of it stays on a shared computer.
type Field = HTMLTextAreaElement | HTMLInputElement

class UnsavedText extends HTMLElement {
  private form: HTMLFormElement | null = null
  private timer = 0
  private dirty = false
  private readonly typed = () => this.later()
  private readonly sent = (event: Event) => this.done(event)
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if (this.dirty) event.preventDefault()
  }

  connectedCallback() {
    this.form = this.closest('form')
    if (!this.form) return
    this.form.addEventListener('input', this.typed)
    this.form.addEventListener('submit', this.sent)
    addEventListener('beforeunload', this.leaving)
    this.offer()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.form?.removeEventListener('input', this.typed)
    this.form?.removeEventListener('submit', this.sent)
    removeEventListener('beforeunload', this.leaving)
  }

  private get key() {
    // Several forms of a page each keep their own.
    const form = this.form?.querySelector<HTMLInputElement>('input[name="_handler"]')?.value ?? this.form?.getAttribute('action') ?? ''
    return `unsaved:${location.pathname}#${form}`
  }

  private get fields() {
    return [...(this.form?.querySelectorAll<Field>('textarea[name], input[name]:is([type="text"], :not([type]))') ?? [])]
  }

  private get values(): Record<string, string> {
    return Object.fromEntries(this.fields.map(field => [field.name, field.value]))
  }

  private later() {
    this.dirty = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), 400)
  }

  private keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.values))
    } catch {
      // The browser keeps nothing, or its room is full: the warning stays.
    }
  }

  // The server answers a refused form with what was typed in it.
  private done(event: Event) {
    if (event.defaultPrevented) return
    this.dirty = false
    clearTimeout(this.timer)
    sessionStorage.removeItem(this.key)
  }

  private offer() {
    const kept = this.read()
    const now = this.values
    if (!kept || Object.entries(kept).every(([name, value]) => now[name] === undefined || now[name] === value)) return
    this.hidden = false
    this.querySelector('[data-restore]')?.addEventListener('click', () => this.restore(kept))
    this.querySelector('[data-discard]')?.addEventListener('click', () => {
      sessionStorage.removeItem(this.key)
      this.hidden = true
    })
  }

  private read(): Record<string, string> | null {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? 'null') as Record<string, string> | null
    } catch {
      return null
    }
  }

  private restore(kept: Record<string, string>) {
    for (const field of this.fields) {
      const value = kept[field.name]
      if (value === undefined || value === field.value) continue
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    this.hidden = true
  }
}

customElements.define('unsaved-text', UnsavedText)
