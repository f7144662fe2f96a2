using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;

namespace Guildhall.Content.Writing;

/// <summary>What stands in the form of an article, as text, right or wrong.</summary>
public sealed class ArticleDraft
{
    public string? Title { get; set; }
    public string? Slug { get; set; }

    /// <summary>Slug of the column.</summary>
    public string? Space { get; set; }

    /// <summary>"space", "open" or the id of a tier; <c>null</c> leaves it as it is, and lets a new article follow its column.</summary>
    public string? Access { get; set; }
    public string? Language { get; set; }
    public string? Markdown { get; set; }

    internal ArticleText ToText(CommunityInfo community)
    {
        var tier = long.TryParse(Access, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var access = Access switch { null => (ArticleAccess?)null, "space" => ArticleAccess.Space, "open" => ArticleAccess.Open,
            _ => ArticleAccess.Tier };
        return new ArticleText(Title ?? "", Slug, community.Space(Space ?? "")?.Id ?? 0, access, tier, Language ?? "", Markdown ?? "");
    }

    /// <summary>The hidden field of a form that shows this.</summary>
    internal string Shown() => ShownValues.Of(
        ("title", Title), ("slug", Slug), ("space", Space), ("access", Access ?? "space"), ("language", Language), ("markdown", Markdown));

    /// <summary>What to save over a version that was made since the form was opened: what others changed stays.</summary>
    internal ArticleDraft Over(ArticleDraft theirs, ShownValues shown) => new()
    {
        Title = shown.Merge("title", Title ?? "", theirs.Title ?? ""),
        Slug = shown.Merge("slug", Slug ?? "", theirs.Slug ?? ""),
        Space = shown.Merge("space", Space ?? "", theirs.Space ?? ""),
        Access = shown.Merge("access", Access ?? "space", theirs.Access ?? "space"),
        Language = shown.Merge("language", Language ?? "", theirs.Language ?? ""),
        Markdown = shown.Merge("markdown", Markdown ?? "", theirs.Markdown ?? ""),
    };

    internal static ArticleDraft Of(Article article, CommunityInfo community) => new()
    {
        Title = article.Title,
        Slug = article.Slug,
        Space = community.Space(article.SpaceId)?.Slug,
        Access = WordOf(article.Access, article.TierId),
        Language = article.Language,
        Markdown = article.Markdown,
    };

    /// <summary>As <see cref="Access"/> takes it.</summary>
    internal static string WordOf(ArticleAccess access, long? tierId) => access switch
    {
        ArticleAccess.Open => "open",
        ArticleAccess.Tier => tierId?.ToString(CultureInfo.InvariantCulture) ?? "",
        _ => "space",
    };
}
