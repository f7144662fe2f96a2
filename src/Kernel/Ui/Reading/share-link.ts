import { copyAsync } from './clipboard'

// <share-link>: hands the address of its link to the system's own sheet, or copies it. What fails leaves the link a link.
class ShareLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a')
    const label = link?.querySelector('span')
    if (!link || !label) return
    const idle = label.textContent
    link.addEventListener('click', event => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      void this.share(link.href).then(done => {
        if (done === 'copied') {
          label.textContent = this.dataset['copied'] ?? idle
          setTimeout(() => (label.textContent = idle), 1600)
        } else if (done === 'failed') location.assign(link.href)
      })
    })
  }

  private async share(url: string): Promise<'shared' | 'copied' | 'failed'> {
    if (typeof navigator.share === 'function') {
      try {
        await navigator.share({ title: this.dataset['title'] ?? document.title, url })
        return 'shared'
      } catch (error) {
        // Whoever closes the sheet wants neither.
        if (error instanceof DOMException && error.name === 'AbortError') return 'shared'
      }
    }
    return (await copyAsync(url)) ? 'copied' : 'failed'
  }
}

customElements.define('share-link', ShareLink)
