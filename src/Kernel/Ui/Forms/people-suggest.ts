// <people-suggest>: offers people while their handle or name is typed, as the browser offers what it knows. The field works without.
type Person = { handle: string; name: string }

const pause = 150

class PeopleSuggest extends HTMLElement {
  private timer = 0
  private turn = 0

  connectedCallback() {
    const [input, list] = [this.querySelector('input'), this.querySelector('datalist')]
    if (!input || !list) return
    const look = (event?: Event) => {
      if ((event as InputEvent | undefined)?.isComposing) return
      clearTimeout(this.timer)
      this.timer = window.setTimeout(() => void this.ask(input.value, list), pause)
    }
    input.addEventListener('focus', look, { once: true })
    input.addEventListener('input', look)
    input.addEventListener('compositionend', () => look())
    if (document.activeElement === input) look()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  private async ask(typed: string, list: HTMLDataListElement) {
    const turn = ++this.turn
    const asked = new URL(this.dataset.url!, location.href)
    asked.searchParams.set('q', typed.trim().replace(/^@/, ''))
    const answer = await fetch(asked, { headers: { accept: 'application/json' } }).catch(() => null)
    if (turn !== this.turn || !answer?.ok) return
    const { items } = (await answer.json()) as { items: Person[] }
    list.replaceChildren(...items.map(person => {
      const option = document.createElement('option')
      option.value = person.handle
      option.label = person.name
      return option
    }))
  }
}

customElements.define('people-suggest', PeopleSuggest)
