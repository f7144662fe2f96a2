using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>What an author hands in.</summary>
/// <param name="Slug"><c>null</c> or empty: made from the title.</param>
/// <param name="Access"><c>null</c> leaves it as it is; a new article follows its space.</param>
/// <param name="TierId">With <see cref="ArticleAccess.Tier"/> only.</param>
internal sealed record ArticleText(
    string Title, string? Slug, long SpaceId, ArticleAccess? Access, long? TierId, string Language, string Markdown)
{
    /// <summary>The same with blanks cut off and line ends made plain.</summary>
    public ArticleText Tidy() => this with
    {
        Title = Title.Trim(),
        Slug = string.IsNullOrWhiteSpace(Slug) ? null : Slug.Trim(),
        Markdown = Markdown.ReplaceLineEndings("\n"),
    };

    /// <summary>A draft may be a title alone; what is shown to readers has a text.</summary>
    public static Refused Missing() => Refused.AtField("markdown", "text_missing", "There is no text yet. Write something before you publish it.");

    /// <param name="tiers">Those on offer.</param>
    /// <param name="currentTierId">The tier that the article asks for now: it may stay when it is not on offer any more.</param>
    /// <exception cref="Refused">The first thing that is wrong, at its field.</exception>
    public void Check(CommunityInfo community, IReadOnlyList<TierOffer> tiers, long? currentTierId = null)
    {
        if (!WellFormed.HasInk(Title))
            throw Refused.AtField("title", "title_missing", "{0} is required.", "Title");
        if (Title.Length > Article.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "The title has {0} characters; the limit is {1}.", Title.Length, Article.MaxTitle);
        if (Title.Any(char.IsControl))
            throw Refused.AtField("title", "title_malformed", "The title must be one line of plain text.");
        if (Slug is not null)
            CheckSlug(Slug);
        if (community.Space(SpaceId) is not { HoldsArticles: true })
            throw Refused.AtField("space", "space_unknown", "Choose a column for the article.");
        if (Access == ArticleAccess.Tier && (TierId is null || TierId != currentTierId) && tiers.All(t => t.TierId != TierId))
            throw Refused.AtField("access", "tier_unknown", "Choose who may read the article.");
        if (Language is not ("zh" or "en"))
            throw Refused.AtField("language", "language_unknown", "Choose Chinese or English.");
        if (Markdown.Length > Article.MaxMarkdown)
            throw MarkdownFault.ToRefused(MarkdownRefused.TooLong);
    }

    private static void CheckSlug(string slug)
    {
        switch (Kernel.Values.Slug.Check(slug))
        {
            case SlugFault.TooLong:
                throw Refused.AtField("slug", "slug_too_long", "The address has {0} characters; the limit is {1}.", slug.Length, Kernel.Values.Slug.MaxLength);
            case SlugFault.Reserved:
                throw Refused.AtField("slug", "slug_reserved", "\"{0}\" is reserved. Choose another address.", slug);
            case SlugFault.BadCharacter:
                throw Refused.AtField("slug", "slug_malformed", "An address is small letters, digits and single hyphens, for instance {0}.", Kernel.Values.Slug.From(slug, "article"));
        }
    }
}

/// <summary>Why a text was not rendered, said to its author.</summary>
internal static class MarkdownFault
{
    public static Refused ToRefused(string code) => code switch
    {
        MarkdownRefused.TooLong => Refused.AtField("markdown", code, "The text is longer than {0} characters. Split it into several articles.", Article.MaxMarkdown),
        MarkdownRefused.TooDeep => Refused.AtField("markdown", code, "Quotes, lists or brackets are nested too deeply. Simplify the text."),
        _ => Refused.AtField("markdown", code, "A paragraph has too many brackets or marks to process. Split it."),
    };
}
