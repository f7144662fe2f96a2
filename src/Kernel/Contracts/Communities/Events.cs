namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>A community began, with its first spaces, tiers and rules.</summary>
public sealed record CommunityOpened(long CommunityId, long? ActorId) : IEvent
{
    public Thing Subject => new("community", CommunityId);
}

/// <summary>Anything that changes how the community's pages look: name, rules, spaces, who may read a space.</summary>
public sealed record CommunityChanged(long CommunityId, long? ActorId, string What) : IEvent
{
    public Thing Subject => new("community", CommunityId);
}

/// <summary>Another tier reads a space from now on, or previews are cut elsewhere.</summary>
/// <param name="TierId">The tier that reads it; <c>null</c> for an open space.</param>
/// <param name="PreviewBlocks">How many blocks of an article without a divider are free, 0 to 20.</param>
public sealed record SpaceAccessChanged(long CommunityId, long? ActorId, long SpaceId, long? TierId, int PreviewBlocks) : IEvent
{
    public Thing Subject => new("space", SpaceId);
}

/// <summary>An operator called a step of the set-up done.</summary>
/// <param name="Key">"positioning", "tools", "content", "first-members", "atmosphere" or "promotion".</param>
public sealed record ChecklistStepCompleted(long CommunityId, long? ActorId, long StepId, string Key) : IEvent
{
    public Thing Subject => new("checklist_step", StepId);
    Reach IEvent.Reach => Reach.Nothing;
}
