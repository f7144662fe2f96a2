using Guildhall.Discussions.Attachments;
using Guildhall.Discussions.Mentions;
using Guildhall.Discussions.Previews;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>What a post ties itself to: people whom it names, files that it brings, pages to which it leads. The caller saves.</summary>
internal sealed class PostTies(AppDb db, BringAttachment attachments, LinkPreviews previews, CommunityScope scope)
{
    public async Task TieAsync(
        Topic topic, Thing post, long by, PostText text, bool isNew, bool isShown, CancellationToken cancel)
    {
        await MentionAsync(post, text.Mentioned, isNew, cancel);
        await attachments.AttachAsync(post, by, text.Targets, cancel);
        if (isShown)
            Preview(topic, text.Html);
    }

    /// <summary>
    /// Has the pages asked for that a text leads to; not before others read it, so that nothing is asked for what is held.
    /// </summary>
    public void Preview(Topic topic, string html) => previews.Ask(topic.Place.Page(), html);

    private async Task MentionAsync(Thing post, IReadOnlyList<long> members, bool isNew, CancellationToken cancel)
    {
        if (!isNew)
            await db.Set<Mention>().Where(m => m.PostKind == post.Kind && m.PostId == post.Id && !members.Contains(m.MemberId))
                .ExecuteDeleteAsync(cancel);
        var known = isNew ? []
            : await db.Set<Mention>().Where(m => m.PostKind == post.Kind && m.PostId == post.Id).Select(m => m.MemberId)
                .ToListAsync(cancel);
        db.AddRange(members.Except(known).Select(m => Mention.In(scope.Id, post, m)));
    }
}
