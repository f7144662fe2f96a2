namespace Guildhall.Kernel.Contracts.Content;

public sealed record ArticlePublished(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

public sealed record ArticleRevised(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

public sealed record ArticleWithdrawn(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}

/// <summary>A whole import batch was applied or undone.</summary>
public sealed record ArticlesImported(long CommunityId, long? ActorId, long BatchId, int Created, int Updated, int Removed) : IEvent
{
    public Thing Subject => new("import", BatchId);
}

/// <summary>A browser showed an article long enough to count. Visitors are counted without being known.</summary>
public sealed record ArticleRead(long CommunityId, long? ActorId, long ArticleId) : IEvent
{
    public Thing Subject => new("article", ArticleId);
}
