using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Library;

/// <summary>A resource as a list shows it to one viewer.</summary>
/// <param name="Locked">Whether this viewer needs a tier to download it.</param>
internal sealed record ResourceCard(
    long Id, long SpaceId, string Title, string Excerpt, string Licence, string Author, DateTime ChangedAt, long Downloads, int Version,
    string Label, string FileName, string MediaType, long Size, string Sha256, bool Locked);

/// <summary>Lists of the resources that are shown, newest first.</summary>
internal sealed class ResourceLists(AppDb db)
{
    private const int MaxWords = 5, MaxText = 200;

    /// <param name="spaceId"><c>null</c> for all libraries.</param>
    /// <param name="search">Words that all must be found; <c>null</c> or blank for everything.</param>
    /// <param name="after">The last one of the page before.</param>
    public async Task<Page<ResourceCard, long>> PageAsync(
        CommunityInfo community, Holdings holdings, long? spaceId, string? search, long? after, int limit, CancellationToken cancel)
    {
        var found = db.Set<Resource>().AsNoTracking().Where(r => r.CommunityId == community.Id && r.WithdrawnAt == null);
        if (spaceId is { } space)
            found = found.Where(r => r.SpaceId == space);
        if (after is { } last)
            found = found.Where(r => r.Id < last);
        foreach (var word in WordsOf(search))
            found = found.Where(r => r.Words.Contains(word)
                || db.Set<ResourceVersion>()
                    .Any(v => v.ResourceId == r.Id && v.Number == r.Version && v.FileName.ToLower().Contains(word)));
        var rows = await found.OrderByDescending(r => r.Id).Take(limit + 1)
            .Join(db.Set<ResourceVersion>(), r => new { ResourceId = r.Id, Number = r.Version },
                v => new { v.ResourceId, v.Number }, (r, v) => new
            {
                r.Id,
                Terms = new ResourceTerms(r.Id, r.SpaceId, r.Access, r.TierId),
                r.Title, r.Excerpt, r.Licence, r.ChangedAt, r.Downloads, r.Version,
                Author = db.Members.Where(m => m.Id == r.AuthorId).Select(m => m.Name).First(),
                v.Label, v.FileName, v.MediaType, v.Size, v.Sha256,
            })
            .OrderByDescending(r => r.Id).ToListAsync(cancel);
        return Paging.Cut(rows.ConvertAll(r => new ResourceCard(
            r.Terms.Id, r.Terms.SpaceId, r.Title, r.Excerpt, r.Licence, r.Author, r.ChangedAt, r.Downloads, r.Version, r.Label, r.FileName,
            r.MediaType, r.Size, r.Sha256, !holdings.Opens(ResourceGate.RequirementOf(community, r.Terms)))), limit, c => c.Id);
    }

    /// <summary>In small letters; what is beyond five words or 200 characters is not looked for.</summary>
    public static IEnumerable<string> WordsOf(string? text) => (text ?? "")[..Math.Min(text?.Length ?? 0, MaxText)].ToLowerInvariant()
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords);
}
