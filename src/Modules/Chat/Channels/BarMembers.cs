using Guildhall.Chat.Live;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>A moderator mutes a member in a channel or removes them from it, and takes that back.</summary>
internal sealed class BarMembers(AppDb db, ChannelGate gate, IAccess access, ISignals signals, CommunityScope scope, ChannelFanout fanout)
{
    private const int MaxMinutes = 60 * 24 * 366;

    /// <param name="minutes"><c>null</c> for no end.</param>
    /// <exception cref="Refused">404: no such channel or member there; 422: the member belongs to the team.</exception>
    public async Task SetAsync(long channelId, long memberId, BarKind kind, int? minutes, CancellationToken cancel)
    {
        var (channel, by) = await gate.RequireModerateAsync(channelId, cancel);
        if (minutes is < 1 or > MaxMinutes)
            throw Refused.AtField("minutes", "minutes_out_of_range", "Between 1 and {0} minutes.", MaxMinutes);
        if (memberId == by || (await access.DecideAsync(
            new Viewer(memberId), Need.Permission(scope.Id, ChatModule.Moderate), gate.Now, cancel)).Allowed)
            throw new Refused("of_the_team", 422, "Members of the team can't be muted or removed.");
        if (!await db.Members.AnyAsync(m => m.Id == memberId, cancel))
            throw Refused.NotFound();
        var until = gate.Now.AddMinutes(minutes ?? 0);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.LockAsync(LockOn.Channel, channelId, cancel);
            var bar = await FindAsync(channelId, memberId, kind, cancel);
            if (bar is null)
                db.Add(ChannelBar.Of(channel, memberId, kind, minutes is null ? null : until, by, gate.Now));
            else
                bar.Renew(minutes is null ? null : until, by, gate.Now);
            db.Publish(() => new MemberBarred(
                scope.Id, by, channelId, memberId, kind == BarKind.Removal, minutes is null ? null : until));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        if (kind == BarKind.Removal)
            Leave(channel, memberId);
        else
            signals.Tell(memberId, "chat-muted", new { channel = channelId });
    }

    public async Task LiftAsync(long channelId, long memberId, BarKind kind, CancellationToken cancel)
    {
        var (_, by) = await gate.RequireModerateAsync(channelId, cancel);
        if (await FindAsync(channelId, memberId, kind, cancel) is not { } bar)
            return;
        db.Remove(bar);
        db.Publish(() => new MemberBarLifted(scope.Id, by, channelId, memberId, kind == BarKind.Removal));
        await db.SaveChangesAsync(cancel);
        if (kind == BarKind.Mute)
            signals.Tell(memberId, "chat-muted", new { channel = channelId });
    }

    /// <summary>Those who are muted or removed there now, by name.</summary>
    public async Task<IReadOnlyList<Barred>> ListAsync(long channelId, CancellationToken cancel)
    {
        var now = gate.Now;
        return await db.Set<ChannelBar>().AsNoTracking().Where(b => b.ChannelId == channelId && (b.Until == null || b.Until > now))
            .Join(db.Members, b => b.MemberId, m => m.Id, (b, m) => new { b, m.Name }).OrderBy(b => b.Name)
            .Select(b => new Barred(b.b.MemberId, b.Name, b.b.Kind, b.b.Until)).ToListAsync(cancel);
    }

    /// <summary>Their pages leave the channel at once; what is said from now on they are not told.</summary>
    private void Leave(Channel channel, long memberId)
    {
        signals.Tell(memberId, "chat-closed", new { channel = channel.Id });
        var news = new PassingNews(channel.CommunityId, channel.Id, 0, memberId, Presence.Away, "");
        fanout.Forget(news);
    }

    private Task<ChannelBar?> FindAsync(long channelId, long memberId, BarKind kind, CancellationToken cancel) =>
        db.Set<ChannelBar>().SingleOrDefaultAsync(b => b.ChannelId == channelId && b.MemberId == memberId && b.Kind == kind, cancel);
}

/// <summary>Somebody who is muted in a channel or removed from it.</summary>
internal sealed record Barred(long MemberId, string Name, BarKind Kind, DateTime? Until);
