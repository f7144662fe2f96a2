// <session-countdown data-at="2027-03-01T12:00:00Z" data-end="…" data-days="in {d} d {h} h" data-hours="in {h} h {m} min"
// data-minutes="in {m} min {s} s" data-live="Now" data-over="Over">: counts down to a session. Its line is kept free by the style sheet, so
// that nothing moves when the words come; without script the line stays empty, and the time stands beside it.
class SessionCountdown extends HTMLElement {
  private timer: number | undefined

  connectedCallback() {
    this.show()
    this.timer = window.setInterval(() => this.show(), 1000)
  }

  disconnectedCallback() {
    window.clearInterval(this.timer)
  }

  private show() {
    const text = this.words()
    if (this.textContent !== text) this.textContent = text
  }

  private words(): string {
    const now = Date.now()
    const left = Math.floor((Date.parse(this.dataset['at'] ?? '') - now) / 1000)
    if (!Number.isFinite(left)) return ''
    if (left <= 0) return (Date.parse(this.dataset['end'] ?? '') > now ? this.dataset['live'] : this.dataset['over']) ?? ''
    const parts: Record<string, number> = {
      d: Math.floor(left / 86400), h: Math.floor(left / 3600) % 24, m: Math.floor(left / 60) % 60, s: left % 60,
    }
    const pattern = left >= 86400 ? this.dataset['days'] : left >= 3600 ? this.dataset['hours'] : this.dataset['minutes']
    return (pattern ?? '').replace(/\{([dhms])\}/g, (_, part: string) => String(parts[part] ?? ''))
  }
}

customElements.define('session-countdown', SessionCountdown)
