// Marks the section that is being read: the last heading above a third of the window.
class ReadingContents extends HTMLElement {
  private links: [HTMLAnchorElement, HTMLElement][] = []
  private waiting = false
  private readonly scrolled = () => this.later()

  connectedCallback() {
    for (const link of this.querySelectorAll<HTMLAnchorElement>('a[href*="#"]')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
      if (heading) this.links.push([link, heading])
    }
    addEventListener('scroll', this.scrolled, { passive: true })
    this.mark()
  }

  disconnectedCallback() {
    removeEventListener('scroll', this.scrolled)
    this.links = []
  }

  private later() {
    if (this.waiting) return
    this.waiting = true
    requestAnimationFrame(() => {
      this.waiting = false
      this.mark()
    })
  }

  private mark() {
    const line = innerHeight / 3
    const current = this.links.findLast(([, heading]) => heading.getBoundingClientRect().top < line)?.[0]
    for (const [link] of this.links) {
      if (link === current) link.setAttribute('aria-current', 'location')
      else link.removeAttribute('aria-current')
    }
  }
}

customElements.define('reading-contents', ReadingContents)
