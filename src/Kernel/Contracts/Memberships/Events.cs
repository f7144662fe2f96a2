namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// A member holds one more grant of a tier. Rows of the first version have another shape: their actor is the member, whoever gave
/// it, and their subject is the tier. Who looks for the member in the ledger's columns takes the subject where it is a member, and
/// the actor elsewhere.
/// </summary>
/// <param name="ActorId">Who bought, joined or gave it; <c>null</c> when the program itself did.</param>
/// <param name="MemberId">Who holds it.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="Source">The document that the grant rests on, e.g. "gift:3".</param>
public sealed record MembershipGranted(
    long CommunityId, long? ActorId, long MemberId, long TierId, DateTime From, DateTime? Until, string Source) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member holds one more grant of a single thing, e.g. of an article that they bought by itself.</summary>
/// <param name="ActorId">Who bought or gave it; <c>null</c> when the program itself did.</param>
/// <param name="MemberId">Who holds it.</param>
/// <param name="Of">What it opens.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="Source">The document that the grant rests on, e.g. "order_line:3".</param>
public sealed record ThingGranted(
    long CommunityId, long? ActorId, long MemberId, Thing Of, DateTime From, DateTime? Until, string Source) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member holds one more grant of a role. Rows of the first version name no actor.</summary>
/// <param name="ActorId">Who gave it; <c>null</c> when the program itself did, as for the demo.</param>
/// <param name="MemberId">Who holds it.</param>
/// <param name="Role">Its slug, e.g. "owner".</param>
/// <param name="Source">The document that the grant rests on, e.g. "appointment:3".</param>
public sealed record RoleGranted(long CommunityId, long? ActorId, long MemberId, string Role, string Source) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);
}

/// <summary>A grant of a tier, of a role or of a thing ended early. Rows of the first version name no actor.</summary>
/// <param name="ActorId">Who ended it; <c>null</c> when the program itself did, as after a refund that was made at the processor.</param>
/// <param name="MemberId">Who held it.</param>
/// <param name="Reason">A text key or a person's words.</param>
public sealed record MembershipRevoked(long CommunityId, long? ActorId, long MemberId, long GrantId, string Reason) : IEvent
{
    /// <summary>The grant.</summary>
    public Thing Subject => new("grant", GrantId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>What the community offers has changed: a tier, its price or its place among the others.</summary>
/// <param name="ActorId">Who changed it; <c>null</c> when the program itself did.</param>
public sealed record TiersChanged(long CommunityId, long? ActorId) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);
}
