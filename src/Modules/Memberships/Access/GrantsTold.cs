using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>Tells where a grant comes from, how long it runs, and whether it was in force.</summary>
internal sealed class GrantsTold(MemberLedger ledger, DateTime at)
{
    public IEnumerable<Reason> Of(Grant grant)
    {
        yield return Gives(grant);
        yield return grant.EndsAt is { } end
            ? new Reason(true, "It runs from {0} until {1}.", [grant.StartsAt, end])
            : new Reason(true, "It runs from {0} and has no end.", [grant.StartsAt]);

        if (grant.StartsAt > at)
            yield return new Reason(false, "It starts only on {0}.", [grant.StartsAt]);
        else if (grant.Revocation is { } revoked && revoked.EffectiveAt <= at && !(grant.EndsAt <= revoked.EffectiveAt))
            yield return new Reason(false, "It was revoked on {0} because of {1}: {2}", [revoked.EffectiveAt, revoked.Because, revoked.Reason], revoked.Because);
        else if (grant.EndsAt <= at)
            yield return new Reason(false, "It ended on {0}.", [grant.EndsAt]);
        else
            yield return new Reason(true, "It was in force on {0}.", [at]);
        if (grant.StartsAt <= at && grant.CreatedAt > at)
            yield return new Reason(true, "It was only recorded on {0}: until then it had no effect.", [grant.CreatedAt]);
    }

    private Reason Gives(Grant grant)
    {
        if (grant.Role is { } role)
            return new Reason(true, "Grant #{0} gives the role {1}; it rests on {2}.", [grant.Id, role, grant.Source], grant.Source);
        if (grant.Thing is { } thing)
            return new Reason(true, "Grant #{0} opens {1}; it rests on {2}.", [grant.Id, thing, grant.Source], grant.Source);
        var tier = ledger.Tier(grant.TierId)?.Name ?? "–";
        return new Reason(true, "Grant #{0} gives tier {1}; it rests on {2}.", [grant.Id, tier, grant.Source], grant.Source);
    }
}
