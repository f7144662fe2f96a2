using System.Text.RegularExpressions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;

namespace Guildhall.Reviews.Comments;

/// <summary>Files of a comment on lines are for those who read it.</summary>
internal sealed class CommentFilesOwner(IThings things) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [ReviewComment.OwnKind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> asked, Viewer viewer, CancellationToken cancel = default) =>
        (await things.FindAsync(communityId, asked, viewer, cancel)).Where(t => t.Value.IsWhole)
            .ToDictionary(t => t.Key, t => t.Value.IsPublic ? FileAudience.Everyone : FileAudience.Viewer);
}

/// <summary>Makes what a comment names and its author brought the comment's. In the caller's unit of work: the caller saves.</summary>
internal sealed partial class AttachToComment(IFiles files)
{
    /// <summary>What a comment may bring; more are links to files of other posts.</summary>
    private const int MaxFiles = 20;

    public async Task RunAsync(ReviewComment comment, CancellationToken cancel)
    {
        List<string> codes = [.. Code().Matches(comment.Markdown).Select(m => m.Groups[1].Value).Distinct().Take(MaxFiles)];
        if (codes.Count == 0)
            return;
        foreach (var file in await files.UnusedAsync(comment.CommunityId, comment.AuthorId, codes, cancel))
            await files.AttachAsync(file.Id, comment.Thing, cancel);
    }

    [GeneratedRegex(@"\(/files/([a-z2-7]{26})/")]
    private static partial Regex Code();
}
