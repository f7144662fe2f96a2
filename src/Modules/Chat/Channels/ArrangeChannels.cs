using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>The team makes channels in a space, renames, orders, slows and archives them.</summary>
internal sealed class ArrangeChannels(AppDb db, ChannelGate gate, IAccess access, CurrentMember member, CommunityScope scope)
{
    private const int MostOfSpace = 100;

    /// <param name="space">Slug of a space of chat.</param>
    /// <exception cref="Refused">404: no such space of chat; 422: the name cannot stand, or there are too many.</exception>
    public async Task<Channel> CreateAsync(string? space, string? name, string? about, CancellationToken cancel)
    {
        var by = await gate.RequireModerateAsync(cancel);
        var of = scope.Required.ChatSpace(space) is { IsArchived: false } found ? found : throw Refused.NotFound();
        await access.RequireAsync(
            member.Viewer, Need.ToRead(scope.Id, new("space", of.Id), ChannelTerms.Reading(of)), gate.Now, cancel);
        var (called, told) = Channel.Check(name, about);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var places = await db.Set<Channel>().Where(c => c.SpaceId == of.Id).Select(c => c.Place).ToListAsync(cancel);
        if (places.Count >= MostOfSpace)
            throw Refused.AtField("name", "channels_too_many", "A space can have at most {0} channels.", MostOfSpace);
        var channel = Channel.In(scope.Id, of.Id, called, told, places.DefaultIfEmpty(0).Max() + 1, by, gate.Now);
        db.Add(channel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return channel;
    }

    /// <summary>Changes what is given.</summary>
    /// <exception cref="Refused">422: a value cannot stand.</exception>
    public async Task<Channel> ChangeAsync(long id, string? name, string? about, int? slowSeconds, CancellationToken cancel)
    {
        var (seen, _) = await gate.RequireModerateAsync(id, cancel);
        var (called, told) = Channel.Check(name ?? seen.Name, about ?? seen.About);
        if (slowSeconds is < 0 or > Channel.MaxSlowSeconds)
            throw Refused.AtField("slowSeconds", "slow_out_of_range", "Between 0 and {0} seconds.", Channel.MaxSlowSeconds);
        return await WriteAsync(id, channel =>
        {
            channel.Call(called, told);
            channel.Slow(slowSeconds ?? channel.SlowSeconds);
        }, cancel);
    }

    public async Task<Channel> ArchiveAsync(long id, bool on, CancellationToken cancel)
    {
        await gate.RequireModerateAsync(id, cancel);
        return await WriteAsync(id, channel =>
        {
            if (on)
                channel.Archive(gate.Now);
            else
                channel.Reopen();
        }, cancel);
    }

    /// <summary>Changes places with its neighbour of the same space; at the end nothing happens.</summary>
    public async Task<Channel> MoveAsync(long id, bool up, CancellationToken cancel)
    {
        var (seen, _) = await gate.RequireModerateAsync(id, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var all = await db.Set<Channel>().Where(c => c.SpaceId == seen.SpaceId).OrderBy(c => c.Place).ThenBy(c => c.Id).ToListAsync(cancel);
        var at = all.FindIndex(c => c.Id == id);
        var other = at + (up ? -1 : 1);
        if (other >= 0 && other < all.Count)
            (all[at], all[other]) = (all[other], all[at]);
        for (var place = 0; place < all.Count; place++)
            all[place].Move(place + 1);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return all.Single(c => c.Id == id);
    }

    private async Task<Channel> WriteAsync(long id, Action<Channel> change, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Channel, id, cancel);
        var channel = await db.Set<Channel>().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();
        change(channel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return channel;
    }
}
