// Inside a form: leaving with text that is not saved warns, and after a reload it is offered again. It is kept for this tab alone
// (sessionStorage), so that nothing of it stays on a shared computer.
import { Copies } from './copies'

type Field = HTMLTextAreaElement | HTMLInputElement
type Text = { fields: Record<string, string> }

class UnsavedText extends HTMLElement {
  private form: HTMLFormElement | null = null
  private copies: Copies<Text> | null = null
  private timer = 0
  private dirty = false
  private readonly typed = () => this.later()
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if (this.dirty && !this.copies?.safe) event.preventDefault()
  }

  connectedCallback() {
    this.form = this.closest('form')
    if (!this.form) return
    this.copies = new Copies<Text>(
      sessionStorage, this.key, this.form, () => ({ fields: this.values }), text => this.stands(text), () => this.send())
    this.form.addEventListener('input', this.typed)
    addEventListener('beforeunload', this.leaving)
    this.querySelector('[data-restore]')?.addEventListener('click', this.restore)
    this.querySelector('[data-discard]')?.addEventListener('click', this.discard)
    this.offer()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.copies?.stop()
    this.form?.removeEventListener('input', this.typed)
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

  private stands({ fields }: Text) {
    const now = this.values
    return Object.entries(fields ?? {}).every(([name, value]) => now[name] === undefined || now[name] === value)
  }

  private later() {
    this.dirty = true
    if (this.copies) this.copies.safe = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.copies?.keep(), 400)
  }

  private send() {
    clearTimeout(this.timer)
    if (this.dirty) this.copies?.keep()
  }

  /** The newest of them; the next one when this one is answered. */
  private offer() {
    this.hidden = !this.copies?.before.length
  }

  private readonly discard = () => {
    const copy = this.copies?.before[0]
    if (copy) this.copies?.drop(copy)
    this.offer()
  }

  private readonly restore = () => {
    const copy = this.copies?.before[0]
    if (!copy) return
    this.copies?.exchange(copy)
    for (const field of this.fields) {
      const value = copy.fields[field.name]
      if (value === undefined || value === field.value) continue
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    this.copies?.keep()
    this.offer()
  }
}

customElements.define('unsaved-text', UnsavedText)
