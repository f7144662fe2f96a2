using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Content.Writing;

/// <summary>The author's list as its address says it; what an address says wrongly is left out.</summary>
internal sealed record ArticleQuery(string? State, string? Space, string? Q, string? Sort)
{
    public const string ByTitle = "title", ByChange = "updated";

    public ArticleListing In(CommunityInfo community) => new(
        State switch
        {
            "draft" => ArticleState.Draft,
            "scheduled" => ArticleState.Scheduled,
            "published" => ArticleState.Published,
            "withdrawn" => ArticleState.Withdrawn,
            _ => ArticleState.All,
        },
        Space is { Length: > 0 } slug ? community.Space(slug)?.Id ?? 0 : null, Q, Sort == ByTitle);

    public (string, object?)[] Narrowed => [("state", State), ("space", Space), ("q", Q)];

    public bool IsNarrowed => State is { Length: > 0 } || Space is { Length: > 0 } || !string.IsNullOrWhiteSpace(Q);
}
