namespace Guildhall.Kernel.Contracts.Learning;

/// <summary>A course became public: for the first time, or again after it was archived.</summary>
/// <param name="SpaceId">Where it stands.</param>
public sealed record CoursePublished(long CommunityId, long? ActorId, long CourseId, long SpaceId) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>What a course says, what it asks, its price, or the order of its contents changed; drafts included.</summary>
/// <param name="SpaceId">Where it stands.</param>
/// <param name="IsPublic">Whether visitors see it.</param>
public sealed record CourseRevised(long CommunityId, long? ActorId, long CourseId, long SpaceId, bool IsPublic) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => IsPublic ? Reach.Space(SpaceId) : Reach.Nothing;
}

/// <summary>A course takes nobody in any more and stands in no list; who takes it keeps it.</summary>
/// <param name="SpaceId">Where it stands.</param>
public sealed record CourseArchived(long CommunityId, long? ActorId, long CourseId, long SpaceId) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A lesson can be taken from now on, as far as its course can.</summary>
/// <param name="SpaceId">Where its course stands.</param>
public sealed record LessonPublished(long CommunityId, long? ActorId, long LessonId, long CourseId, long SpaceId) : IEvent
{
    /// <summary>The lesson.</summary>
    public Thing Subject => new("lesson", LessonId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>What a lesson says or holds changed; drafts included.</summary>
/// <param name="SpaceId">Where its course stands.</param>
/// <param name="IsPublic">Whether visitors see its title.</param>
public sealed record LessonRevised(
    long CommunityId, long? ActorId, long LessonId, long CourseId, long SpaceId, bool IsPublic) : IEvent
{
    /// <summary>The lesson.</summary>
    public Thing Subject => new("lesson", LessonId);

    Reach IEvent.Reach => IsPublic ? Reach.Space(SpaceId) : Reach.Nothing;
}

/// <summary>A lesson was archived or deleted: it counts no longer, and whoever has done it has done it.</summary>
/// <param name="SpaceId">Where its course stands.</param>
public sealed record LessonWithdrawn(long CommunityId, long? ActorId, long LessonId, long CourseId, long SpaceId) : IEvent
{
    /// <summary>The lesson.</summary>
    public Thing Subject => new("lesson", LessonId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}
