using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Sessions;

/// <summary>Ends sessions: signing out, one device, all others. It works on every node within five seconds.</summary>
internal sealed class EndSessions(AppDb db, KnownDevices devices, ShortMemory<SessionFacts> memory, TimeProvider time)
{
    /// <returns>Whether the member had such a running session.</returns>
    public async Task<bool> OneAsync(long memberId, long sessionId, CancellationToken cancel) =>
        await EndAsync(db.Set<Session>().Where(s => s.MemberId == memberId && s.Id == sessionId), s => s.SessionId == sessionId,
            cancel) > 0;

    /// <summary>The devices become strangers to the account, too.</summary>
    /// <param name="except">The session that goes on, in this browser; <c>null</c> ends them all.</param>
    public async Task<int> AllAsync(long memberId, long? except, CancellationToken cancel)
    {
        await devices.ForgetAsync(memberId, exceptThis: except is not null, cancel);
        return await EndAsync(
            db.Set<Session>().Where(s => s.MemberId == memberId && s.Id != (except ?? 0)),
            s => s.Member.Id == memberId && s.SessionId != except,
            cancel);
    }

    private async Task<int> EndAsync(IQueryable<Session> which, Func<SessionFacts, bool> known, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ended = await db.WriteAsync(() =>
            which.Where(s => s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel), cancel);
        memory.Forget(known);
        return ended;
    }
}
