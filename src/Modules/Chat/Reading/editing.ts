// One's own message in other words, written where it stands: what one was about to say stays in the composer, and several can be open.
import { ask, problemOf } from './documents'
import { isChoosing, isComposing, sends } from './keys'

export class Editing {
  private readonly pattern: HTMLTemplateElement | null

  /** @param changed Called after the server has taken a text. @param left Called when an editor is closed. */
  constructor(private readonly host: HTMLElement, private readonly changed: () => void, private readonly left: () => void) {
    this.pattern = host.querySelector('template[data-editor]')
  }

  async begin(item: HTMLElement) {
    const open = item.querySelector<HTMLTextAreaElement>('.msg-editor textarea')
    if (open) return open.focus()
    const answer = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}`)
    if (!answer?.ok || !this.pattern || item.querySelector('.msg-editor')) return
    const { message, markdown } = (await answer.json()) as { message: { edition: number }; markdown: string | null }
    if (markdown !== null) this.open(item, markdown, message.edition)
  }

  private open(item: HTMLElement, markdown: string, edition: number) {
    const box = (this.pattern!.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>('.msg-editor')!
    const area = box.querySelector('textarea')!
    // Each its own: its label, and what the browser keeps of it.
    area.id = area.name = `edit-${item.dataset.id!}`
    box.querySelector('label')?.setAttribute('for', area.id)
    area.value = markdown
    const close = () => {
      // What is kept of it goes, and nothing is left that leaving the page would lose.
      area.value = ''
      area.dispatchEvent(new InputEvent('input', { bubbles: true }))
      area.value = markdown
      box.remove()
      item.classList.remove('msg-editing')
      this.left()
    }
    const save = () => void this.save(item, box, area.value.trim(), edition, close)
    box.addEventListener('keydown', event => {
      if (event.target !== area || isComposing(event)) return
      const commits = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
      if (event.key === 'Escape' && !isChoosing(area)) close()
      else if (commits || sends(event, area)) save()
      else return
      event.preventDefault()
      event.stopPropagation()
    }, true)
    box.querySelector('[data-save]')!.addEventListener('click', save)
    box.querySelector('[data-cancel]')!.addEventListener('click', close)
    item.querySelector('.msg-body')!.after(box)
    item.classList.add('msg-editing')
    area.focus()
    area.setSelectionRange(markdown.length, markdown.length)
  }

  private async save(item: HTMLElement, box: HTMLElement, body: string, edition: number, close: () => void) {
    const [button, problem] = [box.querySelector<HTMLButtonElement>('[data-save]')!, box.querySelector<HTMLElement>('[data-problem]')!]
    if (button.disabled) return
    button.disabled = true
    const answer = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}`, 'PATCH', { body, edition })
    button.disabled = false
    if (answer?.ok) {
      close()
      this.changed()
      return
    }
    problem.hidden = false
    problem.textContent = (await problemOf(answer)) ?? this.host.dataset.failed ?? ''
  }
}
