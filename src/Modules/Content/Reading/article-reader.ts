// Tells the server that an article was really read: its tab was in front for five seconds. Nothing about the reader is sent.
class ArticleReader extends HTMLElement {
  private timer = 0
  private readonly watch = () => this.plan()

  connectedCallback() {
    document.addEventListener('visibilitychange', this.watch)
    this.plan()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    document.removeEventListener('visibilitychange', this.watch)
  }

  private plan() {
    clearTimeout(this.timer)
    if (document.visibilityState === 'visible') this.timer = setTimeout(() => this.tell(), 5000)
  }

  private tell() {
    document.removeEventListener('visibilitychange', this.watch)
    const url = this.dataset['url']
    if (!url) return
    // Whether it arrives changes nothing for the reader.
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', keepalive: true }).catch(() => undefined)
  }
}

customElements.define('article-reader', ArticleReader)
