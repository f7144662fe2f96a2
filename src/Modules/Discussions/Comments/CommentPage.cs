using Guildhall.Discussions.Reading;

namespace Guildhall.Discussions.Comments;

/// <summary>One page of comments, as components show it.</summary>
/// <param name="LastRead">Number of the last one that the viewer has read; <c>null</c> for nothing.</param>
/// <param name="Earlier">The page before begins behind this number; <c>null</c> on the first.</param>
/// <param name="Later">The same of the page after.</param>
public sealed record CommentPage(
    long TopicId, int Count, int LastNumber, int? LastRead, int? Earlier, int? Later, bool MayReply, IReadOnlyList<SeenReply> Replies,
    IReadOnlyList<SeenReply> Held, IReadOnlySet<long> Ignored)
{
    internal static CommentPage? Of(TopicView? view) => view is null ? null
        : new(view.Topic.Id, view.Topic.Replies, view.Topic.LastNumber, view.LastRead, view.Earlier, view.Later, view.MayReply,
            view.Replies, view.Held, view.Ignored);
}
