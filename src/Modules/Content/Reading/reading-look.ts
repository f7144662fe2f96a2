// Size of the text (normal, large, larger) and colour of the paper (plain, sepia). theme.ts applies the cookies before the first paint.
class ReadingLook extends HTMLElement {
  connectedCallback() {
    for (const button of this.buttons) button.addEventListener('click', () => this.choose(button))
    this.show()
  }

  private get buttons() {
    return this.querySelectorAll<HTMLButtonElement>('button')
  }

  private choose(button: HTMLButtonElement) {
    const name = button.dataset['paper'] === undefined ? 'text' : 'paper'
    const wanted = button.dataset[name] ?? ''
    const value = name === 'paper' && this.now(name) === wanted ? '' : wanted
    if (value) document.documentElement.dataset[name] = value
    else delete document.documentElement.dataset[name]
    document.cookie = `${name}=${value}; path=/; max-age=${value ? 31_536_000 : 0}; samesite=lax`
    this.show()
  }

  private now(name: 'text' | 'paper') {
    return document.documentElement.dataset[name] ?? ''
  }

  private show() {
    for (const button of this.buttons) {
      const name = button.dataset['paper'] === undefined ? 'text' : 'paper'
      button.setAttribute('aria-pressed', String(this.now(name) === button.dataset[name]))
    }
  }
}

customElements.define('reading-look', ReadingLook)
