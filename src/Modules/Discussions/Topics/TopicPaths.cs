using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Discussions.Topics;

/// <summary>Addresses of this module.</summary>
internal static class TopicPaths
{
    public static string Of(string community, long topic) => $"/c/{community}/topics/{topic}";

    /// <summary>The page on which a reply stands.</summary>
    public static string At(string community, long topic, int number) => $"/c/{community}/topics/{topic}?at={number}#reply-{number}";

    /// <summary>Leads on to wherever the reply stands.</summary>
    public static string Reply(string community, long reply) => $"/c/{community}/replies/{reply}";

    /// <summary>All that a member may do with a topic or a reply.</summary>
    public static string Tools(string community, Thing post) => $"/c/{community}/posts/{post.Kind}/{post.Id}/tools";

    /// <summary>Where a moderator's button undoes the merger of a topic.</summary>
    public static string UndoMerger(string community, long topic) => $"{Of(community, topic)}/merger/undo";

    /// <summary>The same for a split of it.</summary>
    public static string UndoSplit(string community, long topic, long move) => $"{Of(community, topic)}/splits/{move}/undo";

    public static string Comments(string community, Thing about) => $"/c/{community}/comments/{about.Kind}/{about.Id}";

    public static string New(string community, string space) => $"/c/{community}/topics/new?space={Uri.EscapeDataString(space)}";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    /// <summary>The page of a topic, or of the comments of a thing.</summary>
    public static string Page(string community, Topic topic) =>
        topic.About is { } about ? Comments(community, about) : Of(community, topic.Id);

    /// <summary>The same, at one of its replies.</summary>
    public static string Page(string community, Topic topic, int number) => $"{Page(community, topic)}?at={number}#reply-{number}";

    /// <summary><c>null</c> for a space of another kind.</summary>
    public static SpaceInfo? TopicSpace(this CommunityInfo community, string? slug) =>
        community.Spaces.FirstOrDefault(s => s.Slug == slug && s.HoldsTopics());

    /// <summary>The same by its id.</summary>
    public static SpaceInfo? TopicSpace(this CommunityInfo community, long? id) =>
        community.Spaces.FirstOrDefault(s => s.Id == id && s.HoldsTopics());

    public static bool HoldsTopics(this SpaceInfo space) => space.Kind is SpaceKind.Discussion or SpaceKind.Questions;
}
