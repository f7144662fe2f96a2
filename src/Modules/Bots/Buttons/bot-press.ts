// <bot-press>: presses a button below a post and shows there what comes of it. Without script its form leads to the page of the answer.
class BotPress extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', event => {
      event.preventDefault()
      const place = (event.target as HTMLElement).closest<HTMLElement>('[data-press]')
      if (place && !this.ariaBusy) void this.press(place.dataset.press!)
    })
  }

  private async press(path: string) {
    this.ariaBusy = 'true'
    this.say(this.dataset.waiting, false)
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/json' } }).catch(() => null)
    if (answer?.ok) {
      this.show(((await answer.json()) as { id: number }).id)
    } else {
      const problem = (await answer?.json().catch(() => null)) as { detail?: string; title?: string } | null
      this.say(problem?.detail ?? problem?.title ?? this.dataset.failed, true)
    }
    this.ariaBusy = null
  }

  /** The page of the answer holds an element of this name, which asks on by itself. */
  private show(id: number) {
    const poll = document.createElement('progress-poll')
    poll.id = 'bot-answer'
    Object.assign(poll.dataset, { src: `${this.dataset.answers}/${id}`, every: '700' })
    poll.textContent = this.dataset.waiting ?? ''
    poll.ariaLive = 'polite'
    this.put(poll)
  }

  private say(text: string | undefined, failed: boolean) {
    const line = document.createElement('span')
    line.className = failed ? 'field-error' : 'small muted'
    line.role = failed ? 'alert' : 'status'
    line.textContent = text ?? ''
    this.put(line)
  }

  private put(element: HTMLElement) {
    for (const old of this.querySelectorAll(':scope > :not([data-press])')) old.remove()
    // One at a time on a page.
    document.getElementById('bot-answer')?.remove()
    this.append(element)
  }
}

customElements.define('bot-press', BotPress)
