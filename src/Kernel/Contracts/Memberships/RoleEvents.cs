namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>A community has one more role of its own.</summary>
/// <param name="ActorId">Who added it.</param>
/// <param name="Role">Its slug.</param>
public sealed record RoleAdded(long CommunityId, long? ActorId, string Role, string Name) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A community calls a role of its own by another name.</summary>
/// <param name="ActorId">Who renamed it.</param>
/// <param name="Role">Its slug.</param>
public sealed record RoleRenamed(long CommunityId, long? ActorId, string Role, string Name) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A role carries more or less than before.</summary>
/// <param name="ActorId">Who changed it.</param>
/// <param name="Role">Its slug.</param>
/// <param name="Given">Names of permissions that it carries from now on.</param>
/// <param name="Taken">Names of permissions that it carries no longer.</param>
public sealed record RoleChanged(
    long CommunityId, long? ActorId, string Role, IReadOnlyList<string> Given, IReadOnlyList<string> Taken) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A community has one role of its own less; nobody held it.</summary>
/// <param name="ActorId">Who removed it.</param>
/// <param name="Role">Its slug.</param>
public sealed record RoleRemoved(long CommunityId, long? ActorId, string Role) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);

    Reach IEvent.Reach => Reach.Nothing;
}
