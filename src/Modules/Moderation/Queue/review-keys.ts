// <review-keys>: j and k move through the cases inside it; a key that a control names in data-key presses it, in the case where the
// reader is. Buttons and links do the same without.
class ReviewKeys extends HTMLElement {
  private at = -1
  private readonly listen = (event: KeyboardEvent) => this.press(event)

  connectedCallback() {
    document.addEventListener('keydown', this.listen)
    this.addEventListener('focusin', event => {
      const at = this.cases().findIndex(one => one.contains(event.target as Node))
      if (at >= 0) this.at = at
    })
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.listen)
  }

  private cases(): HTMLElement[] {
    return this.hasAttribute('data-case') ? [this] : [...this.querySelectorAll<HTMLElement>('[data-case]')]
  }

  private press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    const target = event.target
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select'))) return
    const cases = this.cases()
    if (event.key === 'j' || event.key === 'k') {
      if (cases.length === 0 || this.hasAttribute('data-case')) return
      event.preventDefault()
      this.at = Math.max(0, Math.min(cases.length - 1, this.at + (event.key === 'j' ? 1 : -1)))
      cases[this.at]!.querySelector<HTMLElement>('[data-open]')?.focus()
      return
    }
    // On a list nothing is decided before the reader has moved to a case.
    const one = this.hasAttribute('data-case') ? this : cases[this.at]
    if (!/^[a-z]$/.test(event.key)) return
    const control = one?.querySelector<HTMLElement>(`[data-key="${event.key}"]`)
    if (!control) return
    event.preventDefault()
    if (control instanceof HTMLTextAreaElement) control.focus()
    else control.click()
  }
}

customElements.define('review-keys', ReviewKeys)
