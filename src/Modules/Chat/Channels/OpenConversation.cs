using Guildhall.Chat.Settings;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Chat.Channels;

/// <summary>Begins a conversation with one member or with some, as far as each of them wants to be written to.</summary>
internal sealed class OpenConversation(AppDb db, ChannelGate gate, IAccess access, CurrentMember member, CommunityScope scope,
    IIgnoring ignoring, IOptions<ChatOptions> options)
{
    /// <param name="others">Members, without whoever begins it.</param>
    /// <param name="name">Empty for none; a conversation of two with a name is a group too.</param>
    /// <returns>The conversation, and whether it is new: there is one for each pair.</returns>
    /// <exception cref="Refused">
    /// 404: whoever begins it is no member; 422: nobody, too many, or somebody who is not there; 403: somebody does not want it; 429: too
    /// many begun.
    /// </exception>
    public async Task<(Channel Channel, bool IsNew)> RunAsync(IReadOnlyCollection<long> others, string? name, CancellationToken cancel)
    {
        var by = member.RequireId();
        await access.RequireAsync(
            member.Viewer, Need.ToPost(scope.Id, new("community", scope.Id), new Requirement.AnyTier()), gate.Now, cancel);
        List<long> people = [.. others.Append(by).Distinct().Order()];
        var called = string.IsNullOrWhiteSpace(name) ? "" : Channel.Check(name, "").Name;
        if (people.Count < 2)
            throw Refused.AtField("people", "people_missing", "Enter someone to message.");
        if (people.Count > Channel.MaxPeople)
            throw Refused.AtField("people", "people_too_many", "A conversation can have at most {0} people.", Channel.MaxPeople);
        if (people.Count == 2 && called.Length == 0 && await FindAsync(people, cancel) is { } there)
            return (there, false);
        foreach (var other in people.Where(p => p != by))
            await RequireWantedAsync(other, by, cancel);
        await LimitAsync(by, cancel);
        try
        {
            return (await SaveAsync(people, called, by, cancel), true);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            // Both have begun it at once.
            db.ChangeTracker.Clear();
            return (await FindAsync(people, cancel) ?? throw new InvalidOperationException("The conversation is neither new nor there.", failed), false);
        }
    }

    /// <summary>Whether somebody may be written to, for a button; it says no more than the operation would.</summary>
    public async Task<bool> IsWantedAsync(long other, CancellationToken cancel)
    {
        if (member.Id is not { } by || by == other
            || !(await access.DecideAsync(member.Viewer, Need.ToPost(scope.Id, new("community", scope.Id), new Requirement.AnyTier()),
                gate.Now, cancel)).Allowed)
            return false;
        try
        {
            await RequireWantedAsync(other, by, cancel);
            return true;
        }
        catch (Refused)
        {
            return false;
        }
    }

    private async Task<Channel> SaveAsync(List<long> people, string name, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var channel = Channel.Of(scope.Id, people, name, by, gate.Now);
        db.Add(channel);
        await db.SaveChangesAsync(cancel);
        db.AddRange(people.Select(p => ChannelPerson.In(channel, p, gate.Now)));
        db.AddRange(people.Select(p => ReadMark.Of(channel, 0, p, 0)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return channel;
    }

    private Task<Channel?> FindAsync(IReadOnlyCollection<long> people, CancellationToken cancel)
    {
        var key = Channel.KeyOf(people);
        return db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(c => c.PeopleKey == key, cancel);
    }

    private async Task RequireWantedAsync(long other, long by, CancellationToken cancel)
    {
        var ofCommunity = Need.ToRead(scope.Id, new("community", scope.Id), new Requirement.AnyTier());
        if (!(await access.DecideAsync(new Viewer(other), ofCommunity, gate.Now, cancel)).Allowed)
            throw Refused.AtField("people", "people_unknown", "Not everyone you named is a member here.");
        var wish = await db.Set<Reachability>().Where(r => r.MemberId == other).Select(r => (WhoWrites?)r.WhoWrites)
            .SingleOrDefaultAsync(cancel);
        var team = (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, ChatModule.Moderate), gate.Now, cancel)).Allowed;
        // The team has to be able to reach everybody.
        var wants = team || wish is null or WhoWrites.Members;
        if (!wants || (!team && (await ignoring.IgnoringAsync([other], by, cancel)).Count > 0))
            throw ChannelGate.NotWanted();
    }

    private async Task LimitAsync(long by, CancellationToken cancel)
    {
        var since = gate.Now.AddDays(-1);
        if (await db.Set<Channel>().CountAsync(c => c.CreatedBy == by && c.SpaceId == null && c.CreatedAt > since, cancel)
            >= options.Value.ConversationsPerDay)
            throw new Refused("too_many_conversations", 429, "You've started many conversations today. You can start more tomorrow.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
    }
}

/// <summary>A member leaves a group; the others stay. Direct conversations stay with both.</summary>
internal sealed class LeaveConversation(AppDb db, ChannelGate gate, Live.ChannelFanout fanout)
{
    public async Task RunAsync(long channelId, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(channelId, cancel);
        if (channel.Kind != ChannelKind.Group)
            throw Refused.NotFound();
        var me = gate.MemberId!.Value;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.Set<ChannelPerson>().Where(p => p.ChannelId == channelId && p.MemberId == me).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        fanout.Forget(new Live.PassingNews(channel.CommunityId, channelId, 0, me, Live.Presence.Away, ""));
    }
}
