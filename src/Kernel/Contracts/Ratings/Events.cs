namespace Guildhall.Kernel.Contracts.Ratings;

/// <summary>A member has answered whether a thing was helpful, thought otherwise, or taken the answer back.</summary>
/// <param name="Kind">Of the thing.</param>
/// <param name="Helpful"><c>null</c> when the answer was taken back.</param>
public sealed record HelpfulVoted(long CommunityId, long? ActorId, string Kind, long ThingId, bool? Helpful) : IEvent
{
    public Thing Subject => new(Kind, ThingId);
    Reach IEvent.Reach => Reach.Thing;
}
