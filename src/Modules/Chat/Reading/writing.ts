// The composer of a channel: Enter sends, Shift+Enter begins a line, and whatever an input method takes Enter for stays its own.
import { ask, fill, newKey } from './documents'
import type { MessageList } from './messages'
import type { Outbox } from './outbox'
import type { Signs } from './signs'
import { Uploads } from './uploads'
import { addRecorder } from './voice'

export class Writing {
  private readonly area: HTMLTextAreaElement
  private readonly about: HTMLElement
  private readonly uploads: Uploads

  constructor(
    private readonly host: HTMLElement, private readonly form: HTMLFormElement, private readonly list: MessageList,
    private readonly outbox: Outbox, signs: Signs, private readonly changed: () => void,
  ) {
    this.area = form.querySelector('textarea')!
    this.about = form.querySelector('[data-about-to]')!
    this.uploads = new Uploads(host, form)
    addRecorder(host, form, this.uploads)
    // Before the composer's own keys.
    form.addEventListener('keydown', event => this.press(event), true)
    form.addEventListener('submit', event => {
      event.preventDefault()
      void this.submit()
    })
    this.area.addEventListener('input', () => {
      if (this.area.value.trim()) signs.type()
    })
    form.querySelector('[data-cancel-about]')?.addEventListener('click', event => {
      event.preventDefault()
      this.cancel()
    })
    host.addEventListener('click', event => this.useTool(event))
  }

  private press(event: KeyboardEvent) {
    // 229 is what browsers say while an input method has the key.
    if (event.target !== this.area || event.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape' && !this.about.hidden) this.cancel()
    if (event.key === 'ArrowUp' && this.area.value === '' && !event.shiftKey) {
      const own = this.list.items().filter(i => i.dataset.author === this.host.dataset.me && i.querySelector('[data-tool=edit]')).at(-1)
      if (own) {
        event.preventDefault()
        void this.edit(own)
      }
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || this.isElsewhere()) return
    event.preventDefault()
    event.stopPropagation()
    this.form.requestSubmit()
  }

  /** Where Enter means something else: choosing a name, a line of code, a phone's keyboard. */
  private isElsewhere() {
    const names = this.area.closest('text-expander')?.querySelector('.composer-people')
    const fences = this.area.value.slice(0, this.area.selectionStart).split(/^ {0,3}(?:```|~~~)/m).length - 1
    return names !== null && names !== undefined || fences % 2 === 1 || matchMedia('(pointer: coarse)').matches
  }

  private async submit() {
    const body = this.area.value.trim()
    if (this.uploads.isBusy) return
    const edit = this.field('edit').value
    if (edit) return this.save(edit, body)
    const files = this.uploads.take()
    if (!body && files.length === 0) return
    this.outbox.send({ key: newKey(), body, at: new Date().toISOString(), files, replyTo: Number(this.field('replyTo').value) || null })
    this.begin('', null, null)
    this.write('')
  }

  private async save(id: string, body: string) {
    const answer = await ask(`${this.host.dataset.api}/messages/${id}`, 'PATCH',
      { body, edition: Number(this.field('edition').value) || null })
    if (answer?.ok) {
      this.cancel()
      this.changed()
      return
    }
    const problem = (await answer?.json().catch(() => null)) as { detail?: string } | null
    this.about.querySelector('span')!.textContent = problem?.detail ?? this.host.dataset.failed ?? ''
  }

  private useTool(event: Event) {
    const target = event.target as HTMLElement
    const item = target.closest<HTMLElement>('.msg')
    const reaction = target.closest<HTMLElement>('[data-reaction]')
    if (item?.dataset.id && reaction) {
      event.preventDefault()
      reaction.closest('details')?.removeAttribute('open')
      return void this.react(item, reaction.dataset.reaction!)
    }
    const tool = target.closest<HTMLElement>('[data-tool]')
    if (!item || !tool) return
    if (tool.dataset.tool === 'reply') {
      event.preventDefault()
      this.begin(fill(this.host.dataset.replying, item.querySelector('.msg-by')!.textContent ?? ''), 'replyTo', item.dataset.id!)
      this.area.focus()
    } else if (tool.dataset.tool === 'edit') {
      event.preventDefault()
      void this.edit(item)
    }
  }

  private async react(item: HTMLElement, name: string) {
    const mine = item.querySelector(`.msg-reactions [data-reaction="${name}"]`)?.classList.contains('reaction-mine') ?? false
    const answer = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}/reactions/${name}`, mine ? 'DELETE' : 'PUT')
    if (!answer?.ok) return
    const one = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}`)
    if (!one?.ok) return
    item.querySelector('.msg-reactions')!.replaceChildren()
    this.list.show([((await one.json()) as { message: Parameters<MessageList['show']>[0][number] }).message])
  }

  private async edit(item: HTMLElement) {
    const answer = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}`)
    if (!answer?.ok) return
    const { message, markdown } = (await answer.json()) as { message: { edition: number }; markdown: string | null }
    if (markdown === null) return
    this.begin(this.host.dataset.editing ?? '', 'edit', item.dataset.id!)
    this.field('edition').value = String(message.edition)
    this.write(markdown)
    this.area.focus()
    this.area.setSelectionRange(markdown.length, markdown.length)
  }

  private cancel() {
    const wasEdit = this.field('edit').value !== ''
    this.begin('', null, null)
    if (wasEdit) this.write('')
    this.area.focus()
  }

  private begin(text: string, field: 'replyTo' | 'edit' | null, id: string | null) {
    for (const name of ['replyTo', 'edit', 'edition']) this.field(name).value = ''
    if (field && id) this.field(field).value = id
    this.about.hidden = !text
    this.about.querySelector('span')!.textContent = text
  }

  private write(text: string) {
    this.area.value = text
    this.area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  private field(name: string): HTMLInputElement {
    return this.form.querySelector<HTMLInputElement>(`input[name=${name}]`)!
  }
}
