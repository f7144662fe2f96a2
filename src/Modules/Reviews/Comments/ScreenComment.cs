using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;

namespace Guildhall.Reviews.Comments;

/// <summary>What the screening says of a comment.</summary>
internal sealed class ScreenComment(IScreening screening)
{
    /// <exception cref="Refused">At the field "body".</exception>
    public async Task<(bool IsHeld, string Reason)> RunAsync(long communityId, long by, CommentText text, CancellationToken cancel)
    {
        var answer = await screening.ScreenAsync(
            new PostToScreen(communityId, ReviewComment.OwnKind, null, by, "", text.Markdown, text.Plain, text.Links), cancel);
        return answer.OrRefused("body");
    }
}
