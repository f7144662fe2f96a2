using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Opening;

/// <summary>
/// Its author takes a poll out of sight, with its ballots, and brings it back; where it stands in a text, its line is a link again. What a
/// moderator has removed only a moderator brings back.
/// </summary>
internal sealed class DeletePoll(AppDb db, PollGate gate, CommunityScope scope)
{
    public Task<Poll> RunAsync(long id, CancellationToken cancel) => ChangeAsync(id, true, cancel);

    public Task<Poll> RestoreAsync(long id, CancellationToken cancel) => ChangeAsync(id, false, cancel);

    private async Task<Poll> ChangeAsync(long id, bool on, CancellationToken cancel)
    {
        var by = await gate.RequireOwnAsync(await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel), cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Poll, id, cancel);
        db.ChangeTracker.Clear();
        var poll = await db.Set<Poll>().SingleAsync(p => p.Id == id, cancel);
        if (poll.DeletedAt is not null && poll.DeletedBy != by)
            throw Refused.NotFound();
        if (poll.DeletedAt is not null == on)
            return poll;
        if (on)
            poll.Delete(by, gate.Now);
        else
            poll.Restore();
        db.Publish(() => new PollRemoved(scope.Id, by, id, on));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return poll;
    }
}
