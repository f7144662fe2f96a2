// <submit-once><form>…</form></submit-once>: a second click on Buy does nothing. The server stays the judge: this only spares the doubt.
class SubmitOnce extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', event => {
      if (event.defaultPrevented) return
      if (this.hasAttribute('data-busy')) return event.preventDefault()
      this.setAttribute('data-busy', '')
      event.submitter?.setAttribute('data-busy', '')
      this.setAttribute('aria-busy', 'true')
    })
    // The page may come back from the back-forward cache as it was left.
    addEventListener('pageshow', event => {
      if (!event.persisted) return
      this.removeAttribute('data-busy')
      this.removeAttribute('aria-busy')
      for (const button of this.querySelectorAll('[data-busy]')) button.removeAttribute('data-busy')
    })
  }
}

customElements.define('submit-once', SubmitOnce)
