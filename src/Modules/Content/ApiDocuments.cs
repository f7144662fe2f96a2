using Guildhall.Content.Articles;
using Guildhall.Content.Reading;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content;

/// <param name="Next">For `after`; null on the last page.</param>
public sealed record ArticlePageDocument(IReadOnlyList<ArticleSummary> Items, string? Next);

/// <param name="Excerpt">From the free part, or from the whole for whom it is open.</param>
/// <param name="Locked">Whether the caller needs a tier to read all of it.</param>
public sealed record ArticleSummary(
    long Id, string Slug, string Title, string Path, string Excerpt, string Author, string Language, DateTime PublishedAt, string? Space,
    bool Locked)
{
    internal static ArticleSummary Of(ArticleCard card, string? space) => new(
        card.Id, Uri.UnescapeDataString(card.Path[(card.Path.LastIndexOf('/') + 1)..]), card.Title, card.Path, card.Excerpt,
        card.AuthorName, card.Language, card.PublishedAt,
        space, card.Locked);
}

/// <param name="Html">Sanitised. The whole where `access.allowed` is true, else the free preview.</param>
/// <param name="ReadingMinutes">Null where the whole is not open to the caller.</param>
/// <param name="Rest">What stands behind the free part; null where the whole is open to the caller.</param>
/// <param name="Writing">What saving it anew needs; null for callers who may not write here.</param>
public sealed record ArticleDocument(
    long Id, string Slug, string Title, string Path, string Language, string? Space, string Author, DateTime? PublishedAt, string Excerpt,
    string Html,
    int? ReadingMinutes, IReadOnlyList<HeadingDocument> Headings, ArticleAccessDocument Access,
    ArticleWritingDocument? Writing, RestDocument? Rest)
{
    internal static ArticleDocument Of(string community, ArticleView article, ArticleWritingDocument? writing) => new(
        article.Id, article.Slug, article.Title, ArticlePaths.Of(community, article.Slug), article.Language, article.Space?.Slug,
        article.Author, article.PublishedAt,
        article.Excerpt, article.Html, article.Minutes, [.. article.Headings.Select(h => new HeadingDocument(h.Id, h.Text, h.Level))],
        new ArticleAccessDocument(article.IsWhole, article.IsFree, article.Access.OpenedBy), writing,
        article.Rest is not { } rest ? null : new RestDocument(
            rest.Words, rest.CodeBlocks, rest.Pictures, article.Sections, [.. article.Ahead.Select(h => h.Text)]));
}

/// <param name="Words">Without code and formulas; each Chinese character is one.</param>
/// <param name="Sections">Headings of the second and third level.</param>
/// <param name="Headings">The first of these, where the column lets its walls name them; else empty.</param>
public sealed record RestDocument(int Words, int CodeBlocks, int Pictures, int Sections, IReadOnlyList<string> Headings);

public sealed record HeadingDocument(string Id, string Text, int Level);

/// <param name="Allowed">Whether the caller may read the whole.</param>
/// <param name="Free">Whether everyone may.</param>
/// <param name="OpenedBy">The tiers on sale that would open it.</param>
public sealed record ArticleAccessDocument(bool Allowed, bool Free, IReadOnlyList<TierOffer> OpenedBy);

/// <param name="Access">The article's own setting as saving takes it: "space", "open" or the id of a tier.</param>
/// <param name="Tier">Slug of that tier, also when it is archived; null without one.</param>
/// <param name="Version">For `version` when it is saved anew.</param>
public sealed record ArticleWritingDocument(string Access, string? Tier, int Version)
{
    internal static ArticleWritingDocument Of(ArticleSetting setting, TierOffer? tier) =>
        new(ArticleDraft.WordOf(setting.Access, setting.TierId), tier?.Slug, setting.Version);
}

/// <param name="Slug">Null: made from the title, or kept.</param>
/// <param name="Space">Slug of the column.</param>
/// <param name="Access">"space" (as its column says), "open" (everyone) or the id of a tier. Null leaves it as it is; a new article follows
/// its column.</param>
/// <param name="Language">"zh" or "en"; null for the community's.</param>
/// <param name="Publish">When it is made: published at once.</param>
/// <param name="Version">When it is saved anew: the version that was read.</param>
public sealed record ArticleInput(
    string? Title, string? Slug, string? Space, string? Access, string? Language, string? Markdown, bool? Publish, int? Version)
{
    internal ArticleText ToText(CommunityInfo community) => new ArticleDraft
    {
        Title = Title, Slug = Slug, Space = Space, Access = Access, Language = Language ?? community.Language, Markdown = Markdown,
    }.ToText(community);
}

/// <param name="Path">Where it is shown from; `?w=` and a width of 320 to 1600 points gives it as narrow.</param>
public sealed record CoverDocument(string Path);

/// <param name="Url">Of its page.</param>
public sealed record ArticleCreated(long Id, string Url);

/// <param name="Amount">Minor units of the community's currency; null: not sold in it.</param>
/// <param name="Others">Prices in other currencies.</param>
public sealed record OfferRequest(long? Amount, IReadOnlyList<OtherPrice>? Others = null)
{
    /// <exception cref="Refused">422: an unknown currency.</exception>
    internal IReadOnlyList<Money> Prices(string main) =>
    [
        .. Amount is { } amount ? [new Money(amount, main)] : Array.Empty<Money>(),
        .. (Others ?? []).Select((o, i) => new Money(o.Amount, Currencies.Find(o.Currency)?.Code ?? throw Unknown(o.Currency ?? "", i))),
    ];

    private static Refused Unknown(string code, int index) =>
        Refused.AtField($"others[{index}].currency", "currency_unknown", "There is no currency {0}.", code.CutTo(20));
}

/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Minor units of it.</param>
public sealed record OtherPrice(string Currency, long Amount);
