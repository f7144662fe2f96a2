// <related-topics>: while a question's title is typed, shows what was asked like it. The form works without.
class RelatedTopics extends HTMLElement {
  private timer = 0
  private asked = 0

  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[name=title]')
    if (!input) return
    const box = document.createElement('div')
    box.className = 'related small'
    box.setAttribute('role', 'status')
    this.append(box)
    input.addEventListener('input', event => {
      if ((event as InputEvent).isComposing) return
      clearTimeout(this.timer)
      this.timer = window.setTimeout(() => void this.ask(input.value, box), 400)
    })
    input.addEventListener('compositionend', () => void this.ask(input.value, box))
  }

  private async ask(title: string, box: HTMLElement) {
    const turn = ++this.asked
    if (title.trim().length < 3) return box.replaceChildren()
    const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(title)}`, { headers: { accept: 'application/json' } })
      .catch(() => null)
    if (turn !== this.asked || !answer?.ok) return
    const { items } = (await answer.json()) as { items: { kind: string; title: string; url: string | null }[] }
    const found = items.filter(i => i.kind === 'topic' && i.url).slice(0, 5)
    if (found.length === 0) return box.replaceChildren()
    const head = document.createElement('p')
    head.textContent = this.dataset.title ?? ''
    const list = document.createElement('ul')
    for (const one of found) {
      const link = document.createElement('a')
      link.href = one.url!
      link.target = '_blank'
      link.textContent = one.title
      const row = document.createElement('li')
      row.append(link)
      list.append(row)
    }
    box.replaceChildren(head, list)
  }
}

customElements.define('related-topics', RelatedTopics)
