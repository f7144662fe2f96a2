// Hands the page to the system's own share sheet, where there is one.
class ShareLink extends HTMLElement {
  connectedCallback() {
    if (typeof navigator.share !== 'function') return
    this.hidden = false
    this.querySelector('button')?.addEventListener('click', () => {
      // Whoever closes the sheet has refused: that is no error.
      navigator.share({ title: this.dataset['title'] ?? '', url: this.dataset['url'] ?? '' }).catch(() => undefined)
    })
  }
}

customElements.define('share-link', ShareLink)
