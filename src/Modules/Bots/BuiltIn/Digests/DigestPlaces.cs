using System.Globalization;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Bots.BuiltIn.Digests;

/// <summary>Where a digest can be written, and who reads it there.</summary>
/// <param name="Readers">What whoever reads it meets for certain.</param>
internal sealed record DigestPlace(long? ChannelId, SpaceInfo Space, string Name, Requirement Readers)
{
    /// <summary>In a form: "channel-4" or "space-7".</summary>
    public string Value => string.Create(
        CultureInfo.InvariantCulture, $"{(ChannelId is null ? "space" : "channel")}-{ChannelId ?? Space.Id}");
}

/// <summary>The places of the community at hand: channels of its spaces, and the spaces of topics in which members post.</summary>
internal sealed class DigestPlaces(IChatWriting chat, ITiers tiers, CommunityScope scope)
{
    public async Task<IReadOnlyList<DigestPlace>> AllAsync(CancellationToken cancel)
    {
        var community = scope.Required;
        var channels = await chat.ChannelsAsync(scope.Id, cancel);
        return
        [
            .. community.OpenSpaces.Where(s => s.Kind == SpaceKind.Discussion && s.Posting != Posting.Team)
                .Select(s => new DigestPlace(null, s, s.Name, Requirement.OfTier(s.TierId))),
            .. channels.Select(c => (Channel: c, Space: community.OpenSpaces.FirstOrDefault(s => s.Id == c.SpaceId)))
                .Where(c => c.Space is not null)
                .Select(c => new DigestPlace(c.Channel.Id, c.Space!, "#" + c.Channel.Name,
                    c.Space!.TierId is { } tier ? new Requirement.Tier(tier) : new Requirement.AnyTier())),
        ];
    }

    /// <returns><c>null</c> where it is gone.</returns>
    public async Task<DigestPlace?> OfAsync(long? channelId, long? spaceId, CancellationToken cancel) =>
        (await AllAsync(cancel)).FirstOrDefault(p => p.ChannelId == channelId && (channelId is not null || p.Space.Id == spaceId));

    /// <summary>Says of a requirement whether everybody who reads at the place meets it.</summary>
    public async Task<Func<Requirement, bool>> MetAtAsync(DigestPlace place, CancellationToken cancel)
    {
        var ranks = (await tiers.ListAsync(scope.Id, cancel)).ToDictionary(t => t.TierId, t => t.Rank);
        return asked => asked switch
        {
            Requirement.Open => true,
            Requirement.AnyTier => place.Readers is not Requirement.Open,
            Requirement.Tier tier when place.Readers is Requirement.Tier held => tier.TierId == held.TierId
                || (ranks.TryGetValue(tier.TierId, out var needed) && ranks.TryGetValue(held.TierId, out var rank) && rank >= needed),
            _ => false,
        };
    }
}
