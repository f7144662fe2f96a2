using Guildhall.Content.Import;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>
/// Articles and imports. Everyone may know of a public article, and whoever writes of a draft; reading all of it is a question of its own.
/// </summary>
internal sealed class ArticleThings(AppDb db, ArticleFacts known) : IOwnThings
{
    private const int MaxFound = 20;
    private const string ImportKind = "import";

    private static readonly Requirement ForWriters = new Requirement.Permission(Permissions.WriteContent);

    public IReadOnlyList<string> Kinds => [ArticleGate.Kind, ImportKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Where(t => t.Kind == ArticleGate.Kind).Select(t => t.Id).ToList();
        // What an open transaction wrote is known to its own connection alone.
        var facts = ids.Count == 0 ? []
            : db.IsInTransaction ? await FactsAsync(community, Of(community).Where(a => ids.Contains(a.Id)), cancel)
            : Facts(community, await known.ReadAsync(community.Id, ids, cancel));
        var imports = things.Where(t => t.Kind == ImportKind).Select(t => t.Id).ToList();
        if (imports.Count > 0)
            facts.AddRange(await ImportsAsync(community, imports, cancel));
        return facts;
    }

    public async Task<IReadOnlyList<ThingFacts>> NewestAsync(
        CommunityInfo community, string kind, int count, CancellationToken cancel = default) => kind != ArticleGate.Kind ? []
        : [.. (await FactsAsync(community, Of(community).Where(Publication.IsPublic)
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count), cancel)).OrderByDescending(f => f.At)];

    public async Task<IReadOnlyList<ThingFacts>> SearchAsync(
        CommunityInfo community, string text, CancellationToken cancel = default)
    {
        var articles = Of(community);
        if (SlugIn(text) is { } slug)
            return await FactsAsync(community, articles.Where(a => a.Slug == slug), cancel);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
        {
            var pattern = $"%{word.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            articles = articles.Where(a => EF.Functions.Like(a.Title.ToLower(), pattern, "\\"));
        }
        return await FactsAsync(community,
            articles.OrderByDescending(a => a.RevisedAt).ThenByDescending(a => a.Id).Take(MaxFound), cancel);
    }

    /// <summary>The slug of a path of this site, or of a whole address that was copied from the browser.</summary>
    private static string? SlugIn(string text)
    {
        const string folder = "/articles/";
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var slug = text[(at + folder.Length)..].Trim();
        var end = slug.IndexOfAny(['/', '?', '#', '.']);
        return Uri.UnescapeDataString(end < 0 ? slug : slug[..end]);
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named.
    private IQueryable<Article> Of(CommunityInfo community) =>
        db.Set<Article>().IgnoreQueryFilters().AsNoTracking().Where(a => a.CommunityId == community.Id);

    private async Task<List<ThingFacts>> FactsAsync(CommunityInfo community, IQueryable<Article> articles, CancellationToken cancel)
    {
        var rows = await articles.Join(db.Members, a => a.AuthorId, m => m.Id, (a, m) => new ArticleFact(
            new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId), a.Title, a.Slug, a.Language, a.Excerpt,
            a.FullExcerpt, a.AuthorId, m.Name, a.RevisedAt, a.PublishedAt, a.WithdrawnAt, a.Cover)).ToListAsync(cancel);
        return Facts(community, rows);
    }

    private static List<ThingFacts> Facts(CommunityInfo community, List<ArticleFact> rows) =>
        [.. rows.OrderByDescending(a => a.RevisedAt).ThenByDescending(a => a.Terms.ArticleId).Select(a => new ThingFacts(
            new Thing(ArticleGate.Kind, a.Terms.ArticleId), a.Title, new ThingName("the article “{0}”", [a.Title]),
            ArticlePaths.Of(community.Slug, a.Slug), Publication.Of(a.PublishedAt, a.WithdrawnAt) ? new Requirement.Open() : ForWriters)
        {
            ToRead = ArticleGate.RequirementOf(a.Terms, community.Space(a.Terms.SpaceId)),
            FreeExcerpt = a.Excerpt,
            WholeExcerpt = a.FullExcerpt,
            AuthorId = a.AuthorId,
            Author = a.Author,
            At = a.PublishedAt,
            Language = a.Language,
            Picture = CoverPaths.Article(community, ArticlePaths.Of(community.Slug, a.Slug), a.Title, a.Cover),
        })];

    private async Task<IEnumerable<ThingFacts>> ImportsAsync(CommunityInfo community, List<long> ids, CancellationToken cancel)
    {
        // For the same reason as above.
        var batches = await db.Set<ImportBatch>().IgnoreQueryFilters().AsNoTracking()
            .Where(b => b.CommunityId == community.Id && ids.Contains(b.Id)).Select(b => new { b.Id, b.Name, b.CreatedAt })
            .ToListAsync(cancel);
        return batches.Select(b => new ThingFacts(
            new Thing(ImportKind, b.Id), b.Name, new ThingName("the import of {0}", [b.Name]),
            $"/c/{community.Slug}/manage/import/{b.Id}", ForWriters)
        {
            At = b.CreatedAt,
        });
    }
}
