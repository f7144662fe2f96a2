// <post-menu>: opens the tools of a post where it stands. Without it they are a page of their own, from which they come.
class PostMenu extends HTMLElement {
  private opener: HTMLAnchorElement | null = null
  private menu: HTMLElement | null = null

  connectedCallback() {
    for (const link of document.querySelectorAll('a.post-more')) {
      link.setAttribute('role', 'button')
      link.setAttribute('aria-expanded', 'false')
    }
    document.addEventListener('click', this.press)
    document.addEventListener('keydown', this.key)
    document.addEventListener('focusin', this.leave)
  }

  disconnectedCallback() {
    document.removeEventListener('click', this.press)
    document.removeEventListener('keydown', this.key)
    document.removeEventListener('focusin', this.leave)
  }

  private readonly press = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.post-more')
    if (!link) {
      if (!this.menu?.contains(event.target as Node)) this.close()
      return
    }
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const isOpen = this.opener === link
    this.close()
    if (!isOpen) void this.open(link)
  }

  private readonly key = (event: KeyboardEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.post-more')
    if (event.key === ' ' && link) {
      event.preventDefault()
      link.click()
    } else if (event.key === 'Escape' && this.opener) {
      const { opener } = this
      this.close()
      opener.focus()
    }
  }

  private readonly leave = (event: FocusEvent) => {
    const to = event.target as Node
    if (this.menu && to !== this.opener && !this.menu.contains(to)) this.close()
  }

  private async open(link: HTMLAnchorElement) {
    this.opener = link
    link.setAttribute('aria-busy', 'true')
    const answer = await fetch(link.href, { headers: { accept: 'text/html' } }).catch(() => null)
    const text = answer?.ok && !answer.redirected ? await answer.text() : ''
    link.removeAttribute('aria-busy')
    if (this.opener !== link) return
    const found = new DOMParser().parseFromString(text, 'text/html').querySelector('.post-menu')
    if (!found) {
      // Signed out meanwhile, or the post is gone: its own page says so.
      location.assign(link.href)
      return
    }
    this.menu = document.importNode(found as HTMLElement, true)
    link.setAttribute('aria-expanded', 'true')
    link.after(this.menu)
    this.menu.querySelector<HTMLElement>('button, a')?.focus()
  }

  private close() {
    this.opener?.setAttribute('aria-expanded', 'false')
    this.menu?.remove()
    this.opener = this.menu = null
  }
}

customElements.define('post-menu', PostMenu)
