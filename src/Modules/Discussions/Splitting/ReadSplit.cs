using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>A reply that may be chosen.</summary>
internal sealed record SplitRow(long Id, int Number, string? Author, string Excerpt);

/// <param name="Space">Slug of the space in which the topic stands.</param>
/// <param name="Spaces">Where a new topic may stand.</param>
internal sealed record SplitView(
    string Title, string? Space, IReadOnlyList<Choice> Spaces, IReadOnlyList<SplitRow> Replies, int? Earlier, int? Later);

/// <summary>Reads what a moderator chooses from.</summary>
internal sealed class ReadSplit(AppDb db, Guard guard, MovedTopics topics, CommunityScope scope)
{
    private const int Shown = 50;

    /// <param name="after">Replies behind this number.</param>
    /// <param name="reply">Instead of it: the replies from this one on.</param>
    public async Task<SplitView> RunAsync(long id, int after, long? reply, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var topic = await topics.RequireAsync(id, cancel);
        if (reply is { } from && await db.Set<Reply>().Where(r => r.Id == from && r.TopicId == id).Select(r => r.Number)
                .SingleOrDefaultAsync(cancel) is { } number)
            after = number - 1;
        after = Math.Max(0, after);
        var rows = await db.Set<Reply>().AsNoTracking().Where(r => r.TopicId == id && r.Number > after && r.DeletedAt == null)
            .OrderBy(r => r.Number).Take(Shown + 1)
            .Join(db.Members, r => r.AuthorId, m => m.Id, (r, m) =>
                new SplitRow(r.Id, r.Number ?? 0, r.IsAnonymous ? null : m.Name, r.Excerpt))
            .ToListAsync(cancel);
        List<SplitRow> page = [.. rows.OrderBy(r => r.Number).Take(Shown)];
        return new SplitView(topic.Title, scope.Required.TopicSpace(topic.SpaceId)?.Slug,
            [.. scope.Required.OpenSpaces.Where(s => s.HoldsTopics()).Select(s => new Choice(s.Slug, s.Name))], page,
            after > 0 ? Math.Max(0, after - Shown) : null, rows.Count > Shown ? page[^1].Number : null);
    }
}
