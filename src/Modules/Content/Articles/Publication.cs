using System.Linq.Expressions;

namespace Guildhall.Content.Articles;

/// <summary>
/// What is public: published and not taken back. The one rule for objects, queries and SQL; a test holds the three together.
/// </summary>
internal static class Publication
{
    public const string IsPublished = "published_at IS NOT NULL", IsStanding = "withdrawn_at IS NULL";
    public const string Sql = $"{IsPublished} AND {IsStanding}";

    public static readonly Expression<Func<Article, bool>> IsPublic = a => a.PublishedAt != null && a.WithdrawnAt == null;

    public static bool Of(DateTime? publishedAt, DateTime? withdrawnAt) => publishedAt is not null && withdrawnAt is null;
}
