using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>The gate, for whoever acts now, on channels and what is said in them.</summary>
internal sealed class ChannelGate(
    AppDb db, IAccess access, CurrentMember member, CommunityScope scope, ChannelTerms terms, IIgnoring ignoring, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public long? MemberId => member.Id;

    /// <summary>Goes on only where the channel is there for whoever acts.</summary>
    /// <exception cref="Refused">401 for a visitor; 404: missing and closed look alike.</exception>
    public async Task<Channel> RequireReadAsync(long channelId, CancellationToken cancel)
    {
        member.RequireId();
        var channel = await db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == channelId, cancel)
            ?? throw Refused.NotFound();
        await access.RequireAsync(
            member.Viewer, Need.ToRead(scope.Id, channel.Thing, await terms.ToReadAsync(scope.Required, channel, cancel)), Now, cancel);
        return channel;
    }

    /// <summary>The same for saying something there.</summary>
    /// <exception cref="Refused">409: it is archived; 403: whoever acts is muted there, or the other one wants to hear nothing.</exception>
    public async Task<Channel> RequirePostAsync(long channelId, CancellationToken cancel)
    {
        var by = member.RequireId();
        var channel = await RequireReadAsync(channelId, cancel);
        await access.RequireAsync(member.Viewer, Need.ToPost(scope.Id, channel.Thing, ToPostIn(channel)), Now, cancel);
        if (channel.ArchivedAt is not null)
            throw new Refused("channel_archived", 409, "This channel is archived.");
        if (await MutedUntilAsync(channelId, by, cancel) is { } until)
            throw until == DateTime.MaxValue ? new Refused("muted", 403, "A moderator has muted you in this channel.")
                : new Refused("muted", 403, "A moderator has muted you in this channel for a while.") { RetryAfter = until - Now };
        if (channel.Kind == ChannelKind.Direct && await IsIgnoredAsync(channelId, by, cancel))
            throw NotWanted();
        return channel;
    }

    /// <summary>For the care of channels of spaces. Conversations are their people's: nobody moderates them.</summary>
    /// <returns>Who acts.</returns>
    public async Task<(Channel Channel, long By)> RequireModerateAsync(long channelId, CancellationToken cancel)
    {
        var channel = await RequireReadAsync(channelId, cancel);
        await access.RequireAsync(member.Viewer, Need.Permission(scope.Id, ChatModule.Moderate), Now, cancel);
        return channel.IsOfSpace ? (channel, member.RequireId()) : throw Refused.NotFound();
    }

    /// <summary>For what concerns no channel yet.</summary>
    public async Task<long> RequireModerateAsync(CancellationToken cancel)
    {
        await access.RequireAsync(member.Viewer, Need.Permission(scope.Id, ChatModule.Moderate), Now, cancel);
        return member.RequireId();
    }

    public async Task<bool> ModeratesAsync(Channel channel, CancellationToken cancel) => channel.IsOfSpace && member.IsSignedIn
        && (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, ChatModule.Moderate), Now, cancel)).Allowed;

    /// <summary>Whether whoever acts may say something there, for pages; the operation asks again.</summary>
    public async Task<bool> MayPostAsync(Channel channel, CancellationToken cancel)
    {
        if (channel.ArchivedAt is not null || member.Id is not { } by)
            return false;
        var need = Need.ToPost(scope.Id, channel.Thing, ToPostIn(channel));
        return (await access.DecideAsync(member.Viewer, need, Now, cancel)).Allowed
            && await MutedUntilAsync(channel.Id, by, cancel) is null
            && !(channel.Kind == ChannelKind.Direct && await IsIgnoredAsync(channel.Id, by, cancel));
    }

    /// <summary>Until when whoever acts is muted there; <c>DateTime.MaxValue</c> for no end, <c>null</c> where they are not.</summary>
    public async Task<DateTime?> MutedUntilAsync(long channelId, CancellationToken cancel) =>
        member.Id is { } by ? await MutedUntilAsync(channelId, by, cancel) : null;

    /// <summary>The same words whatever the reason, so that nobody learns who ignores them.</summary>
    public static Refused NotWanted() => new("not_wanted", 403, "This person doesn't accept messages from you.");

    private Requirement ToPostIn(Channel channel) => !channel.IsOfSpace ? new Requirement.AnyTier()
        : scope.Required.ChatSpace(channel.SpaceId) is { IsArchived: false } space ? space.ToPost
        : new Requirement.Permission(Permissions.ReadEverything);

    private async Task<DateTime?> MutedUntilAsync(long channelId, long memberId, CancellationToken cancel)
    {
        var now = Now;
        var bar = await db.Set<ChannelBar>().AsNoTracking().SingleOrDefaultAsync(
            b => b.ChannelId == channelId && b.MemberId == memberId && b.Kind == BarKind.Mute && (b.Until == null || b.Until > now),
                cancel);
        return bar is null ? null : bar.Until ?? DateTime.MaxValue;
    }

    private async Task<bool> IsIgnoredAsync(long channelId, long by, CancellationToken cancel)
    {
        var others = await db.Set<ChannelPerson>().Where(p => p.ChannelId == channelId && p.MemberId != by).Select(p => p.MemberId)
            .ToListAsync(cancel);
        return (await ignoring.IgnoringAsync(others, by, cancel)).Count > 0;
    }
}
