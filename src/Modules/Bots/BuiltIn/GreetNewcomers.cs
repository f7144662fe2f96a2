using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;

namespace Guildhall.Bots.BuiltIn;

/// <summary>Greets whoever holds a tier of the community for the first time, once: by a notification, or in a channel.</summary>
internal sealed class GreetNewcomers(AppDb db, BuiltInBots builtIn, IKnownBots bots, IAccess access, ICommunities communities)
    : IHandle<MembershipGranted>
{
    public async Task HandleAsync(MembershipGranted happened, Envelope envelope, CancellationToken cancel)
    {
        var (member, key) = (happened.MemberId, $"{happened.MemberId}");
        if (await builtIn.OnAsync(BuiltInKind.Welcome, cancel) is not { } setting || await bots.ContainsAsync(member, cancel)
            || await builtIn.HasDoneAsync(BuiltInKind.Welcome, key, cancel)
            || await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        // Whoever prolongs or buys more is not new.
        var before = (happened.From < envelope.At ? happened.From : envelope.At).AddSeconds(-1);
        if ((await access.HoldingsAsync(new Viewer(member), community.Id, before, cancel)).HighestTierId is not null)
            return;
        builtIn.Do(BuiltInDeed.Of(community.Id, BuiltInKind.Welcome, key, member, envelope.At), setting.ChannelId is not null ? null
            : new BotNoticeGiven(community.Id, null, BotNotice.Welcome, member, new Thing("member", member), "", GreetingPath(community)));
        if (setting.ChannelId is not null)
            db.Enqueue(() => new WorkOrder($"{community.Id}-{member}", new GreetInChannel(member), CommunityId: community.Id));
        await db.SaveChangesAsync(cancel);
    }

    public static string GreetingPath(CommunityInfo community) => $"/c/{community.Slug}/greeting";
}

/// <summary>Work: a new member is greeted in the channel that was chosen for it.</summary>
internal sealed record GreetInChannel(long MemberId);

/// <summary>Says it as the helper, through the gate. Done twice, its key makes one message of it.</summary>
internal sealed class GreetInChannels(
    BuiltInBots builtIn, HelperBot helper, IMembers members, IProfiles profiles, IChatWriting chat, CurrentMember current)
    : IWork<GreetInChannel>
{
    public async Task RunAsync(GreetInChannel payload, WorkContext context, CancellationToken cancel)
    {
        if (await builtIn.OnAsync(BuiltInKind.Welcome, cancel) is not { ChannelId: { } channel } setting
            || await helper.FindAsync(cancel) is not { } bot
            || (await members.ManyAsync([payload.MemberId], cancel)).GetValueOrDefault(payload.MemberId) is not { } member)
            return;
        var handle = (await profiles.ManyAsync([payload.MemberId], cancel)).GetValueOrDefault(payload.MemberId)?.Handle;
        current.Enter(new Viewer(bot.MemberId));
        try
        {
            await chat.SayAsync(channel, null, $"{(handle is null ? Digests.PlainWords.InMarkdown(member.Name) : "@" + handle)}\n\n{setting.Markdown}",
                Greeting.KeyOf(payload.MemberId), cancel);
        }
        catch (Refused refused) when (refused.Status is 403 or 404 or 409)
        {
            throw new WorkFailure(refused.Code, final: true);
        }
    }
}
