// Goes round system → light → dark. The choice is a cookie, so that theme.ts applies it before the first paint of every page.
const order = ['auto', 'light', 'dark'] as const
type Theme = (typeof order)[number]

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.show()
    this.querySelector('button')?.addEventListener('click', () => {
      const next = order[(order.indexOf(this.theme) + 1) % order.length] ?? 'auto'
      if (next === 'auto') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = next
      document.cookie = `theme=${next}; path=/; max-age=${next === 'auto' ? 0 : 31_536_000}; samesite=lax`
      for (const other of document.querySelectorAll<ThemeSwitch>('theme-switch')) other.show()
      document.dispatchEvent(new CustomEvent('themechange'))
    })
  }

  get theme(): Theme {
    const chosen = document.documentElement.dataset['theme']
    return chosen === 'light' || chosen === 'dark' ? chosen : 'auto'
  }

  show() {
    const name = this.querySelector('.theme-name')
    if (name) name.textContent = this.dataset[this.theme] ?? ''
  }
}

customElements.define('theme-switch', ThemeSwitch)
