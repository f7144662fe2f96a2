// <bot-answers>: shows anew what bots answered, when a command was used on this page and when the stream says that there is an answer.
import { onLive } from '../../../Kernel/Ui/Live/live'

class BotAnswers extends HTMLElement {
  private stop: (() => void) | null = null

  connectedCallback() {
    addEventListener('guildhall-command', this.renew)
    this.stop = onLive('bots.interaction_answered', () => void this.renew())
  }

  disconnectedCallback() {
    removeEventListener('guildhall-command', this.renew)
    this.stop?.()
  }

  private readonly renew = async () => {
    const response = await fetch(this.dataset.src ?? '', { headers: { accept: 'text/html' } }).catch(() => null)
    if (!response?.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const now = page.querySelector('bot-answers > progress-poll')
    const old = this.querySelector(':scope > progress-poll')
    // The new element goes on asking by itself while something waits.
    if (now && old) old.replaceWith(document.adoptNode(now))
  }
}

customElements.define('bot-answers', BotAnswers)
