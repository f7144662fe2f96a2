using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>What modules may ask about a topic that something of theirs hangs on. It decides nothing.</summary>
public interface ITopicFacts
{
    /// <summary>A topic of the community, shown or not.</summary>
    /// <returns><c>null</c> where the community has none; comments under other things are none.</returns>
    Task<TopicFacts?> FindAsync(CommunityInfo community, long topicId, CancellationToken cancel = default);
}

/// <summary>A topic as other modules see it.</summary>
/// <param name="SpaceId">Where it stands.</param>
/// <param name="ToRead">What reading it asks.</param>
/// <param name="ToPost">What saying something in it asks, beside being allowed to say anything at all.</param>
/// <param name="IsShown">Neither held nor deleted: everybody sees it whom the gate lets in. Else its author and moderators.</param>
/// <param name="IsDeleted">Then its author does not see it either.</param>
/// <param name="IsClosed">Nobody says anything in it any more.</param>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record TopicFacts(
    long Id, string Title, long AuthorId, long SpaceId, Requirement ToRead, Requirement ToPost, bool IsShown, bool IsDeleted, bool IsClosed,
    string Path)
{
    /// <summary>The topic.</summary>
    public Thing Thing => new("topic", Id);
}
