using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>What moderators do with a topic: close, archive, pin, move. Repeating it changes nothing.</summary>
internal sealed class ArrangeTopic(AppDb db, Guard guard, TopicGate gate, CommunityScope scope)
{
    public Task<Topic> CloseAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (await db.Set<Closure>().AnyAsync(c => c.TopicId == id, cancel))
            return;
        db.Add(Closure.Of(topic, by, gate.Now));
        db.Publish(() => new TopicClosed(scope.Id, by, topic.Place));
    }, cancel);

    public Task<Topic> ReopenAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (await db.Set<Closure>().SingleOrDefaultAsync(c => c.TopicId == id, cancel) is not { } closure)
            return;
        db.Remove(closure);
        db.Publish(() => new TopicReopened(scope.Id, by, topic.Place));
    }, cancel);

    public Task<Topic> ArchiveAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (await db.Set<TopicArchive>().AnyAsync(a => a.TopicId == id, cancel))
            return;
        db.Add(TopicArchive.Of(topic, by, gate.Now));
        if (await db.Set<Pin>().SingleOrDefaultAsync(p => p.TopicId == id, cancel) is { } pin)
            db.Remove(pin);
        db.Publish(() => new TopicArchived(scope.Id, by, topic.Place, true));
    }, cancel);

    public Task<Topic> UnarchiveAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (await db.Set<TopicArchive>().SingleOrDefaultAsync(a => a.TopicId == id, cancel) is not { } archive)
            return;
        db.Remove(archive);
        db.Publish(() => new TopicArchived(scope.Id, by, topic.Place, false));
    }, cancel);

    /// <exception cref="Refused">409: so many are pinned already.</exception>
    public Task<Topic> PinAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (topic.SpaceId is not { } space)
            throw Refused.NotFound();
        await db.RequireUnarchivedAsync(id, cancel);
        if (await db.Set<Pin>().AnyAsync(p => p.TopicId == id, cancel))
            return;
        // Two moderators at once could pin one too many, which harms nobody.
        var pinned = await db.Set<Pin>().CountAsync(p => db.Set<Topic>().Any(t => t.Id == p.TopicId && t.SpaceId == space), cancel);
        if (pinned >= Pin.MaxInSpace)
            throw new Refused("pins_too_many", 409, "{0} topics are pinned in this space already. Unpin one first.", Pin.MaxInSpace);
        db.Add(Pin.Of(topic, by, gate.Now));
        db.Publish(() => new TopicPinned(scope.Id, by, topic.Place, true));
    }, cancel);

    public Task<Topic> UnpinAsync(long id, CancellationToken cancel) => WriteAsync(id, async (topic, by) =>
    {
        if (await db.Set<Pin>().SingleOrDefaultAsync(p => p.TopicId == id, cancel) is not { } pin)
            return;
        db.Remove(pin);
        db.Publish(() => new TopicPinned(scope.Id, by, topic.Place, false));
    }, cancel);

    /// <param name="space">Its address.</param>
    /// <exception cref="Refused">422 at the field "space": there is no such space of topics.</exception>
    public async Task<Topic> MoveAsync(long id, string? space, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var to = scope.Required.TopicSpace(space) is { IsArchived: false } open ? open
            : throw Refused.AtField("space", "space_unknown", "Choose a space for topics.");
        // Whoever moves it must be able to read where it goes: else it would be gone for them too.
        await gate.RequirePostAsync(to.Id, null, cancel);
        return await WriteAsync(id, async (topic, by) =>
        {
            if (topic.SpaceId is not { } from)
                throw Refused.NotFound();
            if (from == to.Id)
                return;
            if (await db.Set<Pin>().SingleOrDefaultAsync(p => p.TopicId == id, cancel) is { } pin)
                db.Remove(pin);
            topic.MoveTo(to.Id);
            db.Publish(() => new TopicMoved(scope.Id, by, topic.Place, from));
            db.Enqueue(() => ReindexTopics.Of(topic));
        }, cancel);
    }

    private async Task<Topic> WriteAsync(long id, Func<Topic, long, Task> change, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var seen = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);
        await gate.RequireReadAsync(seen, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, id, cancel);
        var topic = await db.Set<Topic>().SingleAsync(t => t.Id == id, cancel);
        await change(topic, by);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }
}
