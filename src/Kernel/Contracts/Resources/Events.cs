namespace Guildhall.Kernel.Contracts.Resources;

/// <summary>A file was put into a library for others to download.</summary>
/// <param name="ActorId">Who posted it.</param>
/// <param name="SpaceId">The library.</param>
public sealed record ResourcePublished(long CommunityId, long? ActorId, long ResourceId, long SpaceId) : IEvent
{
    /// <summary>The resource.</summary>
    public Thing Subject => new("resource", ResourceId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A resource is described anew, or has a new version.</summary>
/// <param name="ActorId">Who changed it.</param>
/// <param name="SpaceId">The library.</param>
/// <param name="Version">Number of the version that stands now, from 1.</param>
public sealed record ResourceRevised(long CommunityId, long? ActorId, long ResourceId, long SpaceId, int Version) : IEvent
{
    /// <summary>The resource.</summary>
    public Thing Subject => new("resource", ResourceId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A resource was taken out of sight.</summary>
/// <param name="ActorId">Who did it.</param>
/// <param name="SpaceId">The library.</param>
public sealed record ResourceWithdrawn(long CommunityId, long? ActorId, long ResourceId, long SpaceId) : IEvent
{
    /// <summary>The resource.</summary>
    public Thing Subject => new("resource", ResourceId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>Somebody downloaded a resource: told once a day of each reader. Visitors are counted without being known.</summary>
/// <param name="ActorId"><c>null</c> for a visitor.</param>
/// <param name="Version">Number of the version, from 1.</param>
public sealed record ResourceDownloaded(long CommunityId, long? ActorId, long ResourceId, int Version) : IEvent
{
    /// <summary>The resource.</summary>
    public Thing Subject => new("resource", ResourceId);

    Reach IEvent.Reach => Reach.Nothing;
}
