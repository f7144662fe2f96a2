// <search-suggest data-url="…/suggestions"><input list="…"><datalist></datalist></search-suggest>: offers titles while words are typed.
type Suggestions = { items: { title: string }[] }

const wait = 150

class SearchSuggest extends HTMLElement {
  private timer = 0
  private asked = ''

  connectedCallback() {
    this.querySelector('input')?.addEventListener('input', () => {
      window.clearTimeout(this.timer)
      this.timer = window.setTimeout(() => void this.suggest(), wait)
    })
  }

  private async suggest() {
    const words = this.querySelector('input')?.value.trim() ?? ''
    const url = this.dataset.url
    if (!url || words === this.asked || words.length > 100) return
    this.asked = words
    if (words === '') return this.offer([])
    const answer = await fetch(`${url}?q=${encodeURIComponent(words)}`, { headers: { Accept: 'application/json' } }).catch(() => null)
    // Somebody who types on does not want the answer to what they typed before.
    if (!answer?.ok || this.asked !== words) return
    this.offer(((await answer.json()) as Suggestions).items.map(item => item.title))
  }

  private offer(titles: string[]) {
    const options = titles.map(title => {
      const option = document.createElement('option')
      option.value = title
      return option
    })
    this.querySelector('datalist')?.replaceChildren(...options)
  }
}

customElements.define('search-suggest', SearchSuggest)
