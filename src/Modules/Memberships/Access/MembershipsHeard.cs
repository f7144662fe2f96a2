using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>What a member holds is the member's own; operators hear of it by their permission to manage members.</summary>
internal sealed class MembershipsHeard(ITiers tiers)
    : IHeardBy<MembershipGranted>, IHeardBy<MembershipRevoked>, IHeardBy<ThingGranted>
{
    public async ValueTask<Heard> OfAsync(MembershipGranted happened, CancellationToken cancel = default)
    {
        var tier = (await tiers.ListAsync(happened.CommunityId, cancel)).FirstOrDefault(t => t.TierId == happened.TierId);
        return new Heard(new Audience.Of(happened.MemberId),
            new { member = happened.MemberId, tier = tier?.Slug, happened.From, happened.Until });
    }

    public ValueTask<Heard> OfAsync(ThingGranted happened, CancellationToken cancel = default) =>
        new(new Heard(new Audience.Of(happened.MemberId), new
        {
            member = happened.MemberId, kind = happened.Of.Kind, id = happened.Of.Id, happened.From, happened.Until,
        }));

    public ValueTask<Heard> OfAsync(MembershipRevoked happened, CancellationToken cancel = default) =>
        new(new Heard(new Audience.Of(happened.MemberId), new { member = happened.MemberId, grant = happened.GrantId }));
}
