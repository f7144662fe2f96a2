class ProgressPoll extends HTMLElement {
  private timer = 0
  private failures = 0

  connectedCallback() {
    this.plan()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  private plan() {
    if (this.hasAttribute('data-done')) {
      const then = this.dataset['then']
      if (then) location.replace(then)
      return
    }
    // A server that restarts is asked less and less often, but not given up.
    const wait = Number(this.dataset['every'] ?? 1000) * 2 ** Math.min(this.failures, 4)
    this.timer = setTimeout(() => void this.askAsync(), wait)
  }

  private async askAsync() {
    try {
      const response = await fetch(this.dataset['src'] ?? location.href, { headers: { accept: 'text/html' } })
      if (!response.ok) throw new Error(String(response.status))
      // What was waited for is over, and its page leads on to another: so does this one.
      if (response.redirected && new URL(response.url).pathname !== new URL(this.dataset['src'] ?? '', location.href).pathname) {
        location.replace(response.url)
        return
      }
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const now = page.getElementById(this.id)
      if (!now) throw new Error(`no element ${this.id}`)
      // Where to go afterwards was said when the job was seen at work: the page of a finished one no longer says it.
      this.toggleAttribute('data-done', now.hasAttribute('data-done'))
      if (now.innerHTML !== this.innerHTML) this.replaceChildren(...now.childNodes)
      this.failures = 0
    } catch {
      this.failures++
    }
    if (this.isConnected) this.plan()
  }
}

customElements.define('progress-poll', ProgressPoll)
