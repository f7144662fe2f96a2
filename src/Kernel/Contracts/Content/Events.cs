namespace Guildhall.Kernel.Contracts.Content;

/// <summary>
/// An article became public: for the first time, or again after it was withdrawn. Imports publish <see cref="ArticlesImported"/> instead.
/// </summary>
/// <param name="SpaceId">Where it stands; 0 in rows of the first version.</param>
public sealed record ArticlePublished(long CommunityId, long? ActorId, long ArticleId, long SpaceId = 0) : IEvent
{
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => SpaceId == 0 ? Reach.Community : Reach.Space(SpaceId);
}

/// <summary>Text, address, space or access of an article changed, or its preview was cut anew; drafts included.</summary>
/// <param name="ActorId"><c>null</c> where a job cut the preview anew.</param>
/// <param name="SpaceId">Where it stands; 0 when it came from another space, and in rows of the first version.</param>
/// <param name="IsPublic">Whether visitors see it.</param>
public sealed record ArticleRevised(long CommunityId, long? ActorId, long ArticleId, long SpaceId = 0, bool IsPublic = true) : IEvent
{
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => !IsPublic ? Reach.Nothing : SpaceId == 0 ? Reach.Community : Reach.Space(SpaceId);
}

/// <summary>An article's planned time came and it had no text: it stays a draft, without a plan.</summary>
/// <param name="EditorId">Who had planned it.</param>
public sealed record PublicationMissed(long CommunityId, long ArticleId, long AuthorId, long EditorId, string Title) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A public article was taken back: only who may write sees it from now on.</summary>
/// <param name="SpaceId">Where it stands; 0 in rows of the first version.</param>
public sealed record ArticleWithdrawn(long CommunityId, long? ActorId, long ArticleId, long SpaceId = 0) : IEvent
{
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => SpaceId == 0 ? Reach.Community : Reach.Space(SpaceId);
}

/// <summary>An author put the articles of a column into another order.</summary>
public sealed record ColumnArranged(long CommunityId, long? ActorId, long SpaceId) : IEvent
{
    public Thing Subject => new("space", SpaceId);
    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>Whether the wall of a column's articles names the headings behind it.</summary>
/// <param name="On">False: it only counts them.</param>
public sealed record HeadingsSwitched(long CommunityId, long? ActorId, long SpaceId, bool On) : IEvent
{
    public Thing Subject => new("space", SpaceId);
    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A whole import batch was applied or undone; a batch that changed nothing is no fact.</summary>
/// <param name="Created">Articles, as are the other two counts.</param>
/// <param name="Removed">By undoing; 0 where a batch was applied.</param>
public sealed record ArticlesImported(long CommunityId, long? ActorId, long BatchId, int Created, int Updated, int Removed) : IEvent
{
    public Thing Subject => new("import", BatchId);
}

/// <summary>Somebody stood before the closed part of an article long enough to count. Visitors are counted without being known.</summary>
/// <param name="ActorId"><c>null</c> for a visitor.</param>
public sealed record ArticleWallMet(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A browser showed an article long enough to count. Visitors are counted without being known.</summary>
/// <param name="ActorId"><c>null</c> for a visitor.</param>
public sealed record ArticleRead(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
    Reach IEvent.Reach => Reach.Nothing;
}
