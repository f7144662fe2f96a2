using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.List;

/// <summary>A notification in its reader's language.</summary>
/// <param name="Url">Local path; opening it by <c>/notifications/{id}</c> marks it read.</param>
/// <param name="Bot">Whether a program did it.</param>
public sealed record NotificationResponse(
    long Id, string Kind, string Text, string Url, string? Community, DateTime At, bool Read, bool Bot)
{
    /// <summary>Whose name begins the text; empty where none does.</summary>
    internal string Name { get; init; } = "";
}

/// <summary>A member's own notifications.</summary>
internal sealed class NotificationList(
    AppDb db, ICommunities communities, StillTold still, UnreadCounts counts, Wording wording, TimeProvider time)
{
    public async Task<Page<NotificationResponse, long>> PageAsync(
        long memberId, long? before, int limit, Texts texts, CancellationToken cancel)
    {
        var rows = db.Set<Notification>().AsNoTracking().Where(n => n.MemberId == memberId);
        if (before is { } key)
            rows = rows.Where(n => n.Id < key);
        var page = await rows.OrderByDescending(n => n.Id).PageAsync(Paging.Limit(limit), n => n.Id, cancel);
        var told = await still.OfAsync(page.Items, cancel);
        await PassOverAsync(memberId, [.. page.Items.Where(n => n.ReadAt is null && !told.Contains(n.Id)).Select(n => n.Id)], cancel);
        var words = await wording.OfAsync(page.Items, texts, saysBot: false, cancel);
        var items = new List<NotificationResponse>();
        foreach (var one in page.Items.Where(n => told.Contains(n.Id)))
        {
            var community = one.OfCommunityId == 0 ? null : (await communities.FindAsync(one.OfCommunityId, cancel))?.Name;
            var (text, byBot, name) = words[one.Id];
            items.Add(new NotificationResponse(one.Id, one.Kind, text, one.Path, community, one.At, one.ReadAt is not null, byBot)
            {
                Name = name,
            });
        }
        return new Page<NotificationResponse, long>(items, page.Next);
    }

    /// <summary>What is not told any more must not stay at the bell as a number that nobody can read away.</summary>
    private async Task PassOverAsync(long memberId, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        if (ids.Count > 0)
            await ReadAsync(memberId, db.Set<Notification>().Where(n => ids.Contains(n.Id)), cancel);
    }

    /// <returns>The path to which it leads.</returns>
    public async Task<string> ReadAsync(long memberId, long id, CancellationToken cancel)
    {
        var one = await db.Set<Notification>().SingleOrDefaultAsync(n => n.Id == id && n.MemberId == memberId, cancel)
            ?? throw Refused.NotFound();
        if (one.ReadAt is null)
        {
            one.Read(Now());
            db.AfterCommit(() => counts.Changed(memberId));
            await db.SaveChangesAsync(cancel);
        }
        return one.Path;
    }

    /// <param name="until">The newest that the reader has seen: what came meanwhile stays unread.</param>
    public Task ReadAllAsync(long memberId, long until, CancellationToken cancel) =>
        ReadAsync(memberId, db.Set<Notification>().Where(n => n.Id <= until), cancel);

    private async Task ReadAsync(long memberId, IQueryable<Notification> which, CancellationToken cancel)
    {
        var now = Now();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var read = await which.Where(n => n.MemberId == memberId && n.ReadAt == null)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancel);
        if (read > 0)
            db.AfterCommit(() => counts.Changed(memberId));
        await transaction.CommitAsync(cancel);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
