using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Opening;

/// <summary>Ends a poll for good: who could open it again could look in between.</summary>
internal sealed class ClosePoll(AppDb db, PollGate gate, CommunityScope scope)
{
    public async Task<Poll> RunAsync(long id, CancellationToken cancel)
    {
        var by = await gate.RequireCloseAsync(
            await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel), cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Poll, id, cancel);
        db.ChangeTracker.Clear();
        var poll = await db.Set<Poll>().SingleAsync(p => p.Id == id, cancel);
        if (poll.IsOver(gate.Now))
            return poll;
        poll.Close(by, gate.Now);
        db.Publish(() => new PollClosed(scope.Id, by, id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return poll;
    }
}
