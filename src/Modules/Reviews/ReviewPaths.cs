namespace Guildhall.Reviews;

/// <summary>Addresses of this module.</summary>
internal static class ReviewPaths
{
    public static string Of(string community, long topic) => $"/c/{community}/reviews/{topic}";

    public static string New(string community, string space) => $"/c/{community}/reviews/new?space={Uri.EscapeDataString(space)}";

    /// <summary>Leads to where the comment stands in the newest round.</summary>
    public static string Comment(string community, long topic, long comment) => $"{Of(community, topic)}#comment-{comment}";
}
