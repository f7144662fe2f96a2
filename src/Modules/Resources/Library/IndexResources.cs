using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Library;

/// <summary>
/// Keeps what is said of resources in the search: title, description, name of the file, licence. That is open to everyone, so nothing here
/// depends on who reads the space; the words of the file itself are in no index. It begins with the first fact of the ledger, so that a
/// library which is older than this finds its way in.
/// </summary>
internal sealed class IndexResources(AppDb db, ISearchIndex index)
    : IHandle<ResourcePublished>, IHandle<ResourceRevised>, IHandle<ResourceWithdrawn>
{
    public Task HandleAsync(ResourcePublished happened, Envelope envelope, CancellationToken cancel) =>
        IndexAsync(happened.Subject, cancel);

    public Task HandleAsync(ResourceRevised happened, Envelope envelope, CancellationToken cancel) =>
        IndexAsync(happened.Subject, cancel);

    public Task HandleAsync(ResourceWithdrawn happened, Envelope envelope, CancellationToken cancel) =>
        IndexAsync(happened.Subject, cancel);

    /// <summary>As it stands now, whatever the fact was: facts may come late, and twice.</summary>
    private async Task IndexAsync(Thing thing, CancellationToken cancel)
    {
        var found = await db.Set<Resource>().AsNoTracking().Where(r => r.Id == thing.Id && r.WithdrawnAt == null)
            .Join(db.Set<ResourceVersion>(), r => new { ResourceId = r.Id, Number = r.Version }, v => new { v.ResourceId, v.Number },
                (r, v) => new { Resource = r, v.FileName })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            await index.RemoveAsync(thing, cancel);
            return;
        }
        var resource = found.Resource;
        string[] said =
        [
            MarkdownRenderer.Render(resource.Markdown, new MarkdownOptions { MaxLength = ResourceText.MaxMarkdown }).PlainFull,
            found.FileName,
            resource.Licence == Licences.Own ? resource.LicenceText : Licences.NameOf(resource.Licence),
        ];
        var text = string.Join('\n', said.Where(s => s.Length > 0));
        var open = new Requirement.Open();
        await index.PutAsync(
            new SearchableThing(
                resource.CommunityId, thing, resource.Title, text, text, open, open, resource.AuthorId, resource.CreatedAt), cancel);
    }
}
