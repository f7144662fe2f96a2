// What bots put below their messages to press: one stays in the chat, sees that it waits, and is told in words when it fails. The answer
// comes as a message, or above the composer for whoever pressed alone. Without script the form leads back to the channel.
import { ask } from './documents'

const between = 700
const longest = 4500

type Pressed = { id: number; state: 'waiting' | 'deferred' | 'answered' | 'unanswered'; html: string }

export class Pressing {
  /** @param answered Called when the bot has said something. */
  constructor(private readonly host: HTMLElement, private readonly answered: () => void) {
    host.addEventListener('click', event => {
      const button = (event.target as HTMLElement).closest<HTMLElement>('.msg-buttons [data-press]')
      if (!button) return
      event.preventDefault()
      if (!button.ariaBusy) void this.press(button)
    })
  }

  private async press(button: HTMLElement) {
    const { awaited, pressFailed, unanswered, api } = this.host.dataset
    button.ariaBusy = 'true'
    this.say(button, awaited ?? '', false)
    const answer = await ask(button.dataset.press!, 'POST')
    if (answer?.ok) {
      let one = (await answer.json()) as Pressed
      dispatchEvent(new Event('guildhall-command'))
      for (const begun = Date.now(); one.state === 'waiting' && Date.now() - begun < longest;) {
        await new Promise(done => setTimeout(done, between))
        const now = await ask(`${api}/bots/interactions/${one.id}`)
        if (now?.ok) one = (await now.json()) as Pressed
      }
      dispatchEvent(new Event('guildhall-command'))
      this.answered()
      // Whoever may not write here has no place for what is said to them alone.
      if (one.html && !this.host.querySelector('bot-answers')) return location.assign(this.page(one.id))
      const silent = one.state === 'unanswered' || one.state === 'waiting'
      this.say(button, silent ? unanswered ?? '' : '', silent)
    } else {
      const problem = (await answer?.json().catch(() => null)) as { detail?: string; title?: string } | null
      this.say(button, problem?.detail ?? problem?.title ?? pressFailed ?? '', true)
    }
    button.ariaBusy = null
  }

  private page(id: number) {
    return `${this.host.dataset.home!.replace(/\/chat$/, '')}/bots/interactions/${id}`
  }

  private say(button: HTMLElement, text: string, failed: boolean) {
    const place = button.closest('.msg-buttons')
    place?.querySelector('.msg-pressed')?.remove()
    if (!text) return
    const line = document.createElement('span')
    line.className = failed ? 'msg-pressed field-error' : 'msg-pressed small muted'
    line.role = failed ? 'alert' : 'status'
    line.textContent = text
    place?.append(line)
  }
}
