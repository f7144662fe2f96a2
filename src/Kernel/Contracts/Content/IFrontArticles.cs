using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Content;

/// <summary>What a community's front pages tell of its articles.</summary>
public interface IFrontArticles
{
    /// <summary>What proves to visitors that something is here.</summary>
    /// <param name="mostRead">How many of the most read are wanted.</param>
    Task<FrontArticles> ReadAsync(CommunityInfo community, Holdings viewer, int mostRead, CancellationToken cancel = default);

    /// <summary>
    /// Where a member goes on: what they have begun, the last first, and the next article of a column whose last one they have finished.
    /// </summary>
    Task<IReadOnlyList<ReadingCard>> GoOnAsync(
        CommunityInfo community, long memberId, int count, CancellationToken cancel = default);

    /// <summary>Remembers how far a member has come, for demos and importers of other modules. It saves.</summary>
    /// <param name="fraction">0 to 1; 1 is the end.</param>
    Task RememberAsync(long communityId, long memberId, long articleId, double fraction, DateTime at, CancellationToken cancel = default);
}

/// <summary>The articles of a community in figures and in their best.</summary>
/// <param name="Count">Public articles.</param>
/// <param name="UpdatedAt">UTC: when the newest appeared; <c>null</c> without any.</param>
/// <param name="Author">Who wrote most of them; <c>null</c> without any.</param>
/// <param name="MostRead">The most read first.</param>
/// <param name="CountBySpace">How many stand in each column; columns without any are left out.</param>
public sealed record FrontArticles(
    int Count, DateTime? UpdatedAt, FrontAuthor? Author, IReadOnlyList<ArticleCard> MostRead, IReadOnlyDictionary<long, int> CountBySpace);

/// <summary>Who writes.</summary>
/// <param name="Face">Address of their picture; <c>null</c> without one.</param>
public sealed record FrontAuthor(long MemberId, string Name, string? Face);

/// <summary>An article to go on with.</summary>
/// <param name="Path">Opens it at the member's place.</param>
/// <param name="Language">"zh" or "en".</param>
/// <param name="Fraction">0 to 1; <c>null</c> for one that they have not begun.</param>
public sealed record ReadingCard(string Title, string Path, string Picture, string Language, long SpaceId, double? Fraction);
