using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Settings;

/// <summary>The owners decide how long messages of channels are kept.</summary>
internal sealed class ChangeChatSettings(AppDb db, Guard guard, CommunityScope scope)
{
    public Task<int?> KeepDaysAsync(CancellationToken cancel) =>
        db.Set<ChatSettings>().AsNoTracking().Select(s => s.KeepDays).SingleOrDefaultAsync(cancel);

    /// <param name="days"><c>null</c> for ever.</param>
    public async Task RunAsync(int? days, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (days is < ChatSettings.MinKeepDays or > ChatSettings.MaxKeepDays)
            throw Refused.AtField("keepDays", "days_out_of_range", "Between {0} and {1} days, or empty to keep them forever.",
                ChatSettings.MinKeepDays, ChatSettings.MaxKeepDays);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var settings = await db.Set<ChatSettings>().SingleOrDefaultAsync(cancel);
        if (settings is null)
            db.Add(settings = ChatSettings.Of(scope.Id));
        settings.Keep(days);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>A member decides who may begin a conversation with them.</summary>
internal sealed class ChangeReachability(AppDb db, CurrentMember member)
{
    public async Task<WhoWrites> CurrentAsync(CancellationToken cancel)
    {
        var me = member.RequireId();
        return Reachability.Plain(
            await db.Set<Reachability>().Where(r => r.MemberId == me).Select(r => r.WhoWrites).SingleOrDefaultAsync(cancel));
    }

    public async Task RunAsync(WhoWrites who, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var wish = await db.Set<Reachability>().SingleOrDefaultAsync(r => r.MemberId == me, cancel);
        if (wish is null)
            db.Add(Reachability.Of(me, who));
        else
            wish.Change(who);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
