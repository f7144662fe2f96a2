using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>
/// Finds out what channels ask of who reads them. It decides nothing, and is asked anew each time: who was removed a moment ago is shut out
/// now. It names the community by itself, because the stream and searches ask outside of any.
/// </summary>
internal sealed class ChannelTerms(AppDb db, TimeProvider time)
{
    private static readonly Requirement Nobody = new Requirement.AllOf([new Requirement.Permission(ChatModule.Moderate),
        new Requirement.OneOf([0])]);

    public async Task<Requirement> ToReadAsync(CommunityInfo community, Channel channel, CancellationToken cancel) =>
        (await ToReadAsync(community, [channel], cancel))[channel.Id];

    /// <summary>In two queries, however many they are.</summary>
    public async Task<IReadOnlyDictionary<long, Requirement>> ToReadAsync(
        CommunityInfo community, IReadOnlyCollection<Channel> channels, CancellationToken cancel)
    {
        List<long> ofSpaces = [.. channels.Where(c => c.IsOfSpace).Select(c => c.Id)];
        List<long> ofPeople = [.. channels.Where(c => !c.IsOfSpace).Select(c => c.Id)];
        var now = time.GetUtcNow().UtcDateTime;
        var removed = ofSpaces.Count == 0 ? null : (await db.Set<ChannelBar>().IgnoreQueryFilters().AsNoTracking()
            .Where(b => b.CommunityId == community.Id && ofSpaces.Contains(b.ChannelId) && b.Kind == BarKind.Removal
                && (b.Until == null || b.Until > now))
            .Select(b => new { b.ChannelId, b.MemberId }).ToListAsync(cancel)).ToLookup(b => b.ChannelId, b => b.MemberId);
        var people = ofPeople.Count == 0 ? null : (await db.Set<ChannelPerson>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.CommunityId == community.Id && ofPeople.Contains(p.ChannelId))
            .Select(p => new { p.ChannelId, p.MemberId }).ToListAsync(cancel)).ToLookup(p => p.ChannelId, p => p.MemberId);
        return channels.ToDictionary(c => c.Id, c => c.IsOfSpace
            ? InSpace(community, c.SpaceId, [.. removed![c.Id].Order()]) : OfPeople([.. people![c.Id].Order()]));
    }

    /// <summary>A chat is its members': an open space asks for any tier.</summary>
    public static Requirement InSpace(CommunityInfo community, long? spaceId, IReadOnlyList<long> removed)
    {
        if (community.ChatSpace(spaceId) is not { } space)
            return Nobody;
        var reads = Reading(space);
        return removed.Count == 0 ? reads : new Requirement.AllOf([reads, new Requirement.NoneOf(removed)]);
    }

    /// <summary>The same without those who were removed, for an index that asks again.</summary>
    public static Requirement Reading(SpaceInfo space) =>
        space.TierId is { } tier ? new Requirement.Tier(tier) : new Requirement.AnyTier();

    private static Requirement OfPeople(IReadOnlyList<long> people) => people.Count == 0 ? Nobody
        : new Requirement.AllOf([new Requirement.AnyTier(), new Requirement.OneOf(people)]);
}

internal static class ChatSpaces
{
    /// <summary><c>null</c> for a space of another kind.</summary>
    public static SpaceInfo? ChatSpace(this CommunityInfo community, long? id) =>
        community.Spaces.FirstOrDefault(s => s.Id == id && s.Kind == SpaceKind.Chat);

    /// <summary>The same by its slug.</summary>
    public static SpaceInfo? ChatSpace(this CommunityInfo community, string? slug) =>
        community.Spaces.FirstOrDefault(s => s.Slug == slug && s.Kind == SpaceKind.Chat);
}
