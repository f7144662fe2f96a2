// <live-count>: a number beside an entry of the menu, asked for once the page is at rest and again when the stream says that it may be
// another. What one page has learned serves the next for a few seconds, so that clicking through pages asks seldom.
import { onLive } from '../Live/live'

const fresh = 10_000

class LiveCount extends HTMLElement {
  private readonly stops: (() => void)[] = []
  private timer = 0

  connectedCallback() {
    for (const name of (this.dataset.on ?? '').split(' ').filter(Boolean)) this.stops.push(onLive(name, () => this.soon(400)))
    const known = this.known()
    if (known === null) this.soon(200)
    else this.draw(known)
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
    clearTimeout(this.timer)
  }

  private soon(pause: number) {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.ask(), pause)
  }

  private async ask() {
    const answer = await fetch(this.dataset.from!, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok) return
    const { unread } = (await answer.json()) as { unread: number }
    sessionStorage.setItem(this.key, JSON.stringify({ unread, at: Date.now() }))
    this.draw(unread)
  }

  private get key() {
    return `count ${this.dataset.from}`
  }

  private known(): number | null {
    try {
      const { unread, at } = JSON.parse(sessionStorage.getItem(this.key) ?? '') as { unread: number; at: number }
      return Date.now() - at < fresh ? unread : null
    } catch {
      return null
    }
  }

  private draw(unread: number) {
    for (const part of this.querySelectorAll<HTMLElement>('span')) part.hidden = unread === 0
    this.querySelector('.rail-count')!.textContent = unread > 99 ? '99+' : String(unread)
  }
}

customElements.define('live-count', LiveCount)
