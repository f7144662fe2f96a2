// Tells the server that an article was really read: its tab was in front for five seconds. And keeps how far the reader has come: a
// member's place on the server, for all their devices; a visitor's in this browser alone.
import { keepPlace, placeOf } from '../Progress/places'

class ArticleReader extends HTMLElement {
  private timer = 0
  private told = 0
  private ticking = false
  private text: HTMLElement | null = null
  private readonly watch = () => this.plan()
  private readonly scrolled = () => this.tick()
  private readonly left = () => this.report()
  private readonly putAway = () => {
    if (document.visibilityState === 'hidden') this.report()
  }

  connectedCallback() {
    document.addEventListener('visibilitychange', this.watch)
    this.plan()
    if (this.dataset['whole'] === undefined) return
    this.text = document.querySelector<HTMLElement>('article.article')
    addEventListener('scroll', this.scrolled, { passive: true })
    addEventListener('pagehide', this.left)
    document.addEventListener('visibilitychange', this.putAway)
    this.told = this.known()
    if (location.hash === '#continue') this.goOn()
    else this.offer()
    this.tick()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    document.removeEventListener('visibilitychange', this.watch)
    document.removeEventListener('visibilitychange', this.putAway)
    removeEventListener('scroll', this.scrolled)
    removeEventListener('pagehide', this.left)
  }

  private plan() {
    clearTimeout(this.timer)
    if (document.visibilityState === 'visible') this.timer = setTimeout(() => this.tell(), 5000)
  }

  private tell() {
    document.removeEventListener('visibilitychange', this.watch)
    const url = this.dataset['url']
    // Whether it arrives changes nothing for the reader.
    if (url) this.post(url, {})
  }

  private known() {
    const fraction = Number(this.dataset['fraction'] ?? '')
    return this.isMember() ? fraction : placeOf(this.dataset['community'] ?? '', this.dataset['article'] ?? '')
  }

  private isMember() {
    return this.dataset['member'] !== undefined
  }

  /** How much of the text has passed the lower edge of the window, 0 to 1. */
  private fraction() {
    if (!this.text) return 0
    const box = this.text.getBoundingClientRect()
    if (box.height === 0) return 0
    // A line's height short of the end is the end.
    const seen = (innerHeight - box.top + 24) / box.height
    return seen >= 1 ? 1 : Math.max(0, Math.round(seen * 1000) / 1000)
  }

  private goOn() {
    if (!this.text || this.told <= 0 || this.told >= 1) return
    const box = this.text.getBoundingClientRect()
    scrollTo({ top: Math.max(0, scrollY + box.top + this.told * box.height - innerHeight) })
  }

  /** Whoever comes by any link is led to where they were, if they want. */
  private offer() {
    const link = document.querySelector<HTMLAnchorElement>('.article-continue')
    if (!link || this.told < 0.05 || this.told >= 1 || location.hash) return
    link.textContent = (link.dataset['words'] ?? '').replace('{0}', String(Math.round(this.told * 100)))
    link.hidden = false
    link.addEventListener('click', event => {
      event.preventDefault()
      this.goOn()
      link.hidden = true
    })
  }

  private tick() {
    if (this.ticking) return
    this.ticking = true
    setTimeout(() => {
      this.ticking = false
      // The end counts at once; what lies before it waits until the reader leaves.
      if (this.fraction() === 1 && this.told !== 1) this.report()
    }, 400)
  }

  private report() {
    const fraction = this.fraction()
    // The furthest counts: a look back at what was read is no step back, and a glance at the first lines is no place.
    if (fraction <= this.told || fraction < 0.05) return
    this.told = fraction
    const [community, article] = [this.dataset['community'] ?? '', this.dataset['article'] ?? '']
    if (this.isMember()) this.post(`/api/communities/${community}/articles/${article}/progress`, { fraction })
    else keepPlace(community, article, fraction)
  }

  private post(url: string, body: object) {
    const headers = { 'content-type': 'application/json' }
    fetch(url, { method: 'POST', headers, body: JSON.stringify(body), keepalive: true }).catch(() => undefined)
  }
}

customElements.define('article-reader', ArticleReader)
